/** The role of each tag in a log, for people who ask why a foreign log is read as it is. */
import type { ValueKind } from '../events/index.ts';
import { signalOf } from '../monitor/index.ts';

export type TagRole =
  | 'generator-loss'
  | 'discriminator-loss'
  | 'generator-loss-part'
  | 'discriminator-loss-part'
  | 'score-real'
  | 'score-fake'
  | 'images'
  | 'samples'
  | 'other';

/** A loss of one network on one half of its work, or one term of it. */
const part =
  /(?:^|[^a-z])(?:real|fake|penalty|gp|adv(?:ersarial)?|l1|feat(?:ure)?s?|reconstruction|recon|rec)(?:$|[^a-z])/i;

export function roleOf(tag: string, kind: ValueKind): TagRole {
  if (kind === 'image') return 'images';
  const signal = signalOf(tag);
  if (signal === 'score/real') return 'score-real';
  if (signal === 'score/fake') return 'score-fake';
  if (signal?.startsWith('samples/') === true) return 'samples';
  if (kind === 'tensor') return /^samples?\//.test(tag) ? 'samples' : 'other';
  if (kind !== 'scalar') return 'other';
  if (signal === 'loss/generator') return part.test(tag) ? 'generator-loss-part' : 'generator-loss';
  if (signal === 'loss/discriminator') return part.test(tag) ? 'discriminator-loss-part' : 'discriminator-loss';
  // What is no loss as a whole because of one word may be a part of one: the tag without that word tells.
  const whole = part.test(tag) ? signalOf(tag.replace(part, '/')) : undefined;
  if (whole === 'loss/generator') return 'generator-loss-part';
  return whole === 'loss/discriminator' ? 'discriminator-loss-part' : 'other';
}

/** Losses of two players, or what only a GAN logs. */
export function isGanLog(roles: readonly TagRole[]): boolean {
  const has = (name: string) => roles.some((role) => role.startsWith(name));
  const both = has('generator-loss') && has('discriminator-loss');
  return both || (has('score-real') && has('score-fake'));
}
