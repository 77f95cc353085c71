/** Samples from a mixture of round Gaussians: what `ring`, `grid`, `mixture` and `random` are underneath. */
import type { Random } from '../random/index.ts';
import { endless, numbered, type Draw } from './endless.ts';
import { DataError } from './errors.ts';
import type { DataSource, KnownMode } from './source.ts';

/**
 * @param modes of one dimension all, weights summing to 1; each is a class of its own
 * @param holdout share held out: any above 0 gives fresh samples
 */
export function gaussians(modes: readonly KnownMode[], holdout: number, random: Random): DataSource {
  const dimensions = modes[0]!.mean.length;
  const means = Float64Array.from(modes.flatMap(({ mean }) => mean));
  const stds = Float64Array.from(modes, ({ std }) => std);
  const equal = modes.every(({ weight }) => weight === modes[0]!.weight);
  const upTo = cumulative(modes);

  const draw: Draw = (n, stream, out, classes) => {
    stream.fillNormal(out);
    for (let row = 0; row < n; row++) {
      const mode = equal ? stream.integer(modes.length) : pick(upTo, stream.uniform());
      if (classes !== undefined) classes[row] = mode;
      for (let i = 0; i < dimensions; i++) {
        const at = row * dimensions + i;
        out[at] = means[mode * dimensions + i]! + stds[mode]! * out[at]!;
      }
    }
  };
  return { ...endless({ shape: [dimensions], draw, holdout, random, names: numbered(modes.length) }), modes };
}

/**
 * Weights as shares that sum to 1; equal ones where none are given.
 * @throws DataError `ragged` when there are not as many as modes
 */
export function sharesOf(weights: readonly number[] | undefined, modes: number): number[] {
  if (weights === undefined) return new Array<number>(modes).fill(1 / modes);
  if (weights.length !== modes) {
    throw new DataError('ragged', `data.weights: ${weights.length} numbers for ${modes} modes; give one for each`);
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
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
