/**
 * The space in which samples are compared: their own numbers where there are few, principal components where there
 * are many (images), with the distance from the space of the components as one more coordinate, so that nothing can
 * hide outside of it.
 */
import { pca, projectWithResidual, type Points } from '../metrics/index.ts';

export interface Space {
  /** Named in the evidence, e.g. `raw`. */
  readonly name: string;
  /** @param x samples in their own numbers */
  embed(x: Points): Points;
}

/** Up to this many numbers a sample is compared as it is; so are 8 x 8 images. */
const rawDimensions = 64;
/** Enough to hold the shapes of small images; a distance costs that many multiplications. */
const components = 48;
/** Rows that the components are computed from. */
const pcaRows = 1000;

export function spaceFor(real: Points): Space {
  if (real.dimensions <= rawDimensions) return { name: 'raw', embed: (x) => x };
  const count = Math.min(real.count, pcaRows);
  const found = pca({ ...real, data: real.data.subarray(0, count * real.dimensions), count }, components);
  return {
    name: `first ${found.components} principal components and the distance from them`,
    embed: (x) => projectWithResidual(x, found),
  };
}
