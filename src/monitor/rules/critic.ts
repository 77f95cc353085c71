/** Wasserstein critics: their loss is a difference of scores, which has no scale and no end that means certainty. */
import type { Context } from '../rule.ts';

/** Whether the discriminator's loss was ever below zero, as cross-entropies, hinges and squares never are. */
export function isCritic({ series }: Context): boolean {
  const loss = series('loss/discriminator');
  if (loss === undefined) return false;
  return [...loss.early(loss.count), ...loss.overall(), ...loss.recent(loss.count)].some((value) => value < 0);
}
