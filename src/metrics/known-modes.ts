/** Samples counted against modes that are known: round Gaussians of given means and standard deviations. */
import { reverseKl } from './divergence.ts';
import type { Points } from './points.ts';

export interface RoundMode {
  readonly mean: readonly number[];
  /** The same in all directions, above 0. */
  readonly std: number;
}

export interface ModeCounts {
  /** Samples on each mode. */
  readonly on: readonly number[];
  /** Samples on none. */
  readonly off: number;
}

/**
 * Standard deviations from its mean within which a sample is on a mode: 3, as the toy experiments of the literature have
 * it (Srivastava et al. 2017, Lin et al. 2018), which holds 98.9 % of a Gaussian in the plane. With more dimensions the
 * radius grows as the typical distance does.
 */
export function modeReach(dimensions: number): number {
  return 3 * Math.sqrt(Math.max(1, dimensions / 2));
}

/** Each sample belongs to the closest mode, in that mode's standard deviations; samples with a NaN are on none. */
export function countOnModes(samples: Points, modes: readonly RoundMode[]): ModeCounts {
  const reach = modeReach(samples.dimensions) ** 2;
  const on = new Array<number>(modes.length).fill(0);
  let off = 0;
  for (let i = 0; i < samples.count; i++) {
    let best = Infinity;
    let at = -1;
    for (const [m, { mean, std }] of modes.entries()) {
      let sum = 0;
      for (let k = 0; k < samples.dimensions; k++) sum += (samples.data[i * samples.dimensions + k]! - mean[k]!) ** 2;
      const distance = sum / (std * std);
      if (distance < best) [best, at] = [distance, m];
    }
    if (best <= reach) on[at]!++;
    else off++;
  }
  return { on, off };
}

/** Reverse KL divergence of counts, the samples on no mode being a bin of their own; 1 is added to each real count. */
export function reverseKlOfCounts(generated: ModeCounts, real: ModeCounts): number {
  return reverseKl([...generated.on, generated.off], [...real.on, real.off], 1);
}
