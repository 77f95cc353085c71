/** Data set `random`: Gaussians whose centres are drawn evenly from a box, the same ones for every run of a config. */
import type { DataSet } from './index.ts';
import { createRandom } from '../../random/index.ts';
import { gaussians, sharesOf } from '../gaussians.ts';

export const random: DataSet<'random'> = (
  { modes, dimensions, extent, std, weights, centres, holdout },
  { random: stream },
) => {
  const places = new Float64Array(modes * dimensions);
  createRandom(centres).split('centres').fillUniform(places);
  const coordinate = (at: number): number => (2 * places[at]! - 1) * extent;
  return gaussians(
    sharesOf(weights, modes).map((weight, i) => ({
      mean: Array.from({ length: dimensions }, (_, axis) => coordinate(i * dimensions + axis)),
      std,
      weight,
    })),
    holdout,
    stream,
  );
};
