/** The role of each tag in a log: recognised by its name, or as the mapping file says. */
import type { Role } from '../config/index.ts';
import type { ValueKind } from '../events/index.ts';
import { signalOf, termWords, type Signal } from './signals.ts';

/** What a tag is shown as; a mapping file can say more precisely what samples and gradients are. */
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
const part = new RegExp(`(?:^|[^a-z])(?:real|fake|penalty|adv(?:ersarial)?|${termWords})(?:$|[^a-z])`, 'i');

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

const signalsOfRoles: Readonly<Record<Role, Signal | undefined>> = {
  'generator-loss': 'loss/generator',
  'generator-loss-part': undefined,
  'discriminator-loss': 'loss/discriminator',
  'discriminator-loss-part': undefined,
  'score-real': 'score/real',
  'score-fake': 'score/fake',
  'generator-gradient': 'grad_norm/generator',
  'discriminator-gradient': 'grad_norm/discriminator',
  samples: 'samples/generated',
  'samples-real': 'samples/real',
  'samples-holdout': 'samples/holdout',
  latents: 'latents/generated',
  images: 'samples/generated',
  'images-real': 'samples/real',
  other: undefined,
};

/** The signal that a tag with this role carries; undefined where rules have no use for it. */
export function signalOfRole(role: Role): Signal | undefined {
  return signalsOfRoles[role];
}

/** The most precise role of a tag, for a mapping file to start from. */
export function preciseRoleOf(tag: string, kind: ValueKind): Role {
  const signal = signalOf(tag);
  if (kind === 'image') return signal === 'samples/real' ? 'images-real' : 'images';
  const precise = signal && (Object.keys(signalsOfRoles) as Role[]).find((role) => signalsOfRoles[role] === signal);
  const shown = roleOf(tag, kind);
  return shown.endsWith('-part') ? shown : (precise ?? (shown === 'samples' ? 'other' : shown));
}

const shownRoles: Readonly<Record<Role, TagRole>> = {
  'generator-loss': 'generator-loss',
  'generator-loss-part': 'generator-loss-part',
  'discriminator-loss': 'discriminator-loss',
  'discriminator-loss-part': 'discriminator-loss-part',
  'score-real': 'score-real',
  'score-fake': 'score-fake',
  'generator-gradient': 'other',
  'discriminator-gradient': 'other',
  samples: 'samples',
  'samples-real': 'samples',
  'samples-holdout': 'samples',
  latents: 'other',
  images: 'images',
  'images-real': 'images',
  other: 'other',
};

/** The role as it is shown, of one that a mapping file says. */
export function shownRole(role: Role): TagRole {
  return shownRoles[role];
}

/** Losses of two players, or what only a GAN logs. */
export function isGanLog(roles: Iterable<TagRole>): boolean {
  const all = [...roles];
  const has = (name: string) => all.some((role) => role.startsWith(name));
  const both = has('generator-loss') && has('discriminator-loss');
  return both || (has('score-real') && has('score-fake'));
}
