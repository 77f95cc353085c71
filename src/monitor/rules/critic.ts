/** Wasserstein critics: their loss is a difference of scores, which has no scale and no end that means certainty. */
import { median } from '../../metrics/index.ts';
import type { Context } from '../rule.ts';
import { critic as limits } from '../thresholds.ts';

/** Whether the loss of the last `window` values is the negative difference of the mean scores. */
export function isCritic({ series }: Context, window: number): boolean {
  const loss = series('loss/discriminator');
  const real = series('score/real');
  const fake = series('score/fake');
  if (loss === undefined || real === undefined || fake === undefined) return false;
  if (Math.min(loss.count, real.count, fake.count) < window) return false;
  const gap = median(real.recent(window)) - median(fake.recent(window));
  return Math.abs(median(loss.recent(window)) + gap) < limits.scores * Math.abs(gap);
}
