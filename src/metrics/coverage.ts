/**
 * Improved precision and recall (Kynkaanniemi et al. 2019, section 2) and density and coverage (Naeem et al. 2020,
 * section 3): how much of the generated samples is realistic, and how much of the real data is reached.
 */
import { kthDistances } from './neighbours.ts';
import { squaredDistance, type Points } from './points.ts';

export interface Coverage {
  /** Share of generated samples inside any real sample's ball. */
  readonly precision: number;
  /** Share of real samples inside any generated sample's ball. */
  readonly recall: number;
  /** Mean number of real balls around a generated sample, divided by k: 1 where both are alike, not bounded. */
  readonly density: number;
  /** Share of real samples with a generated one inside their ball. */
  readonly coverage: number;
}

/**
 * A sample's ball reaches to its k-th nearest other sample of its own set; inside is strictly less.
 * @param realRadius how far the real samples' balls reach, where it is known
 * @throws RangeError when a set has `k` samples or fewer
 */
export function coverage(
  real: Points,
  generated: Points,
  k = 5,
  realRadius: Float64Array = kthDistances(real, k),
): Coverage {
  const generatedRadius = kthDistances(generated, k);
  const reached = new Uint8Array(real.count);
  const recalled = new Uint8Array(real.count);
  let precise = 0;
  let containments = 0;
  for (let j = 0; j < generated.count; j++) {
    let inside = 0;
    for (let i = 0; i < real.count; i++) {
      // The root, as the radii have it: strictly less must mean the same for equal distances.
      const distance = Math.sqrt(squaredDistance(real, i, generated, j));
      if (distance < realRadius[i]!) {
        inside++;
        reached[i] = 1;
      }
      if (distance < generatedRadius[j]!) recalled[i] = 1;
    }
    if (inside > 0) precise++;
    containments += inside;
  }
  return {
    precision: precise / generated.count,
    recall: sum(recalled) / real.count,
    density: containments / (k * generated.count),
    coverage: sum(reached) / real.count,
  };
}

function sum(marks: Uint8Array): number {
  return marks.reduce((total, mark) => total + mark, 0);
}
