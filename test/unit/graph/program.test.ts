/** Tracing: what a program is, and what is refused. */
import { describe, expect, it } from 'vitest';
import {
  add,
  GraphError,
  input,
  mul,
  named,
  program,
  square,
  sum,
  tanh,
  topologicalOrder,
} from '../../../src/graph/index.ts';

describe('program', () => {
  it('holds its slots, successors and outputs by name', () => {
    const made = program({ inputs: { x: [2] }, state: { total: [2] } }, ({ x }, { total }) => ({
      state: { total: add(total, x) },
      outputs: { sum: sum(total) },
    }));
    expect(made.inputs).toEqual([{ name: 'x', shape: [2] }]);
    expect(made.state).toEqual([{ name: 'total', shape: [2] }]);
    expect(made.next['total']!.shape).toEqual([2]);
    expect(made.outputs['sum']!.shape).toEqual([]);
  });

  it.each<[string, () => unknown]>([
    [
      "program: state 'a' has no successor",
      () => program({ inputs: {}, state: { a: [1] } }, () => ({ state: {} as { a: never }, outputs: {} })),
    ],
    [
      "program: state 'a' is [2], its successor []",
      () => program({ inputs: {}, state: { a: [2] } }, (_, { a }) => ({ state: { a: sum(a) }, outputs: {} })),
    ],
    [
      "program: 'b' has a successor but is no state",
      () => program({ inputs: {}, state: { a: [2] } }, (_, { a }) => ({ state: { a, b: a }, outputs: {} })),
    ],
    [
      "program: 'a' is both an input and a state",
      () => program({ inputs: { a: [1] }, state: { a: [1] } }, (_, { a }) => ({ state: { a }, outputs: {} })),
    ],
    [
      "program: input 'y' is used but is neither an input nor a state",
      () =>
        program({ inputs: { x: [1] }, state: {} }, ({ x }) => ({ state: {}, outputs: { z: add(x, input('y', [1])) } })),
    ],
    [
      "program: 'x' is [1], but used as [2]",
      () => program({ inputs: { x: [1] }, state: {} }, () => ({ state: {}, outputs: { z: square(input('x', [2])) } })),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(GraphError);
    expect(make).toThrow(expect.objectContaining({ message, code: 'program' }) as Error);
  });
});

describe('the order of nodes', () => {
  it('has every node once, after its inputs, and nothing else', () => {
    const x = input('x', [2]);
    const shared = tanh(x);
    const y = mul(add(shared, x), shared);
    tanh(y);
    const order = topologicalOrder([y, shared]);
    expect(new Set(order)).toEqual(new Set([x, shared, y.inputs[0]!, y]));
    expect(order).toHaveLength(4);
    for (const node of order)
      for (const below of node.inputs) expect(order.indexOf(below)).toBeLessThan(order.indexOf(node));
  });

  it('is that of the successors, then of the outputs', () => {
    const made = program({ inputs: { x: [1] }, state: { s: [1] } }, ({ x }, { s }) => ({
      state: { s: square(s) },
      outputs: { y: tanh(x) },
    }));
    expect(topologicalOrder(made).map(({ primitive }) => primitive)).toEqual(['input', 'mul', 'input', 'tanh']);
  });
});

describe('named', () => {
  it('marks a tensor and is that tensor; the first mark stays, and leaves keep to their own name', () => {
    const x = input('x', [2]);
    const y = tanh(x);
    expect(named(y, 'generator.layers[0]')).toBe(y);
    named(y, 'objective');
    expect(y.origin).toBe('generator.layers[0]');
    expect(named(x, 'data').origin).toBeUndefined();
  });
});
