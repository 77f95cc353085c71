/** Samples from a mixture of round Gaussians: what `ring`, `grid` and `mixture` are underneath. */
import type { Random } from '../random/index.ts';
import type { DataSource, KnownMode } from './source.ts';

/**
 * @param modes of one dimension all, weights summing to 1
 * @param holdout share held out: there being no rows, any share above 0 gives fresh samples, which no batch has
 */
export function gaussians(modes: readonly KnownMode[], holdout: number, random: Random): DataSource {
  const dimensions = modes[0]!.mean.length;
  const means = Float64Array.from(modes.flatMap(({ mean }) => mean));
  const stds = Float64Array.from(modes, ({ std }) => std);
  const equal = modes.every(({ weight }) => weight === modes[0]!.weight);
  const upTo = cumulative(modes);

  const draw = (n: number, stream: Random, out: Float32Array = new Float32Array(n * dimensions)): Float32Array => {
    stream.fillNormal(out);
    for (let row = 0; row < n; row++) {
      const mode = equal ? stream.integer(modes.length) : pick(upTo, stream.uniform());
      for (let i = 0; i < dimensions; i++) {
        const at = row * dimensions + i;
        out[at] = means[mode * dimensions + i]! + stds[mode]! * out[at]!;
      }
    }
    return out;
  };

  const pool = { count: Infinity, sample: (n: number, stream: Random) => draw(n, stream) };
  return {
    ...pool,
    shape: [dimensions],
    dimensions,
    modes,
    ...(holdout > 0 ? { holdout: pool } : {}),
    nextBatch: (n, out) => draw(n, random, out),
    state: () => ({ random: random.state(), position: 0 }),
    restore: (state) => random.restore(state.random),
  };
}

function cumulative(modes: readonly KnownMode[]): Float64Array {
  let sum = 0;
  return Float64Array.from(modes, ({ weight }) => (sum += weight));
}

/** The first mode whose cumulative weight exceeds `u`. */
function pick(upTo: Float64Array, u: number): number {
  let low = 0;
  let high = upTo.length - 1; // the last, should rounding leave the sum below u
  while (low < high) {
    const middle = (low + high) >> 1;
    if (u < upTo[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
