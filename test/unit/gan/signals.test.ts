import { describe, expect, it } from 'vitest';
import { gradientShare } from '../../../src/gan/index.ts';
import { evaluate } from '../nn/helpers.ts';

const share = async (gradient: number[][]): Promise<number> => {
  const { y } = await evaluate({ g: [gradient.length, gradient[0]!.length] }, ({ g }) => ({ y: gradientShare(g!) }), {
    g: gradient.flat(),
  });
  return y![0]!;
};

describe('the effective share of samples in a gradient', () => {
  it('is 1 where all weigh the same, whatever their directions', async () => {
    expect(
      await share([
        [3, 4],
        [-5, 0],
        [0, 5],
        [4, -3],
      ]),
    ).toBeCloseTo(1, 12);
  });

  it('is one in n where one sample has it all', async () => {
    expect(
      await share([
        [0, 0],
        [0, 0],
        [1e-3, 0],
        [0, 0],
      ]),
    ).toBeCloseTo(1 / 4, 12);
  });

  it('is (sum g)^2 / (n sum g^2) between', async () => {
    expect(await share([[1], [2], [3]])).toBeCloseTo(36 / (3 * 14), 12);
  });

  it('is 0, which no share is, where there is no gradient', async () => {
    expect(
      await share([
        [0, 0],
        [0, 0],
      ]),
    ).toBe(0);
  });
});
