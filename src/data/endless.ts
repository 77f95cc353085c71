/** Data that is drawn afresh: a function of a stream of random numbers, without rows and epochs. */
import type { Random } from '../random/index.ts';
import type { DataSource } from './source.ts';

/**
 * @param shape of one sample
 * @param draw fills `out`, [n, ...shape], from a stream
 * @param holdout share held out: there being no rows, any share above 0 gives fresh samples, which no batch has
 */
export function endless(
  shape: readonly number[],
  draw: (n: number, random: Random, out: Float32Array) => void,
  holdout: number,
  random: Random,
): DataSource {
  const dimensions = shape.reduce((product, each) => product * each, 1);
  const drawn = (n: number, stream: Random, out: Float32Array = new Float32Array(n * dimensions)): Float32Array => {
    draw(n, stream, out);
    return out;
  };
  const pool = { count: Infinity, sample: (n: number, stream: Random) => drawn(n, stream) };
  return {
    ...pool,
    shape,
    dimensions,
    ...(holdout > 0 ? { holdout: pool } : {}),
    nextBatch: (n, out) => drawn(n, random, out),
    state: () => ({ random: random.state(), position: 0 }),
    restore: (state) => random.restore(state.random),
  };
}
