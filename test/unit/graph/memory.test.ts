import { describe, expect, it } from 'vitest';
import { add, mul, peakOfValues, program, sum } from '../../../src/graph/index.ts';

describe('the peak of values', () => {
  it('counts what is alive at once, not all there is', () => {
    // Ten steps of 100 numbers, each needed by the next alone: two of them are alive at a time.
    const chain = program({ inputs: { x: [100] }, state: {} }, ({ x }) => {
      let value = mul(x, 3);
      for (let i = 0; i < 9; i++) value = add(value, x);
      return { state: {}, outputs: { y: sum(value) } };
    });
    expect(peakOfValues(chain)).toBe(200);
  });

  it('keeps what comes out, and what is used again', () => {
    const kept = program({ inputs: { x: [100] }, state: { s: [100] } }, ({ x }, { s }) => {
      const first = mul(x, 3);
      const second = mul(first, s);
      const third = add(second, first);
      return { state: { s: third }, outputs: { y: sum(third) } };
    });
    // first, second and third; then the sum beside third.
    expect(peakOfValues(kept)).toBe(300);
  });
});
