/**
 * Which tag of a log is which signal. Our own names come first; patterns catch the names that logs of other programs
 * commonly have. The first tag of a signal is kept, unless one with our own name turns up.
 */

import type { ValueKind } from '../events/index.ts';

export const signals = [
  'loss/discriminator',
  'loss/generator',
  'score/real',
  'score/fake',
  'grad_norm/discriminator',
  'grad_norm/generator',
  'gradient_share/generator',
  'score/encoder_side',
  'progress/steps_per_second',
  'samples/generated',
  'samples/real',
  'samples/holdout',
  'samples/generator',
  'latents/generated',
  'labels/real',
  'labels/generated',
  'mosaic/generated',
] as const;

export type Signal = (typeof signals)[number];

const exact: ReadonlySet<string> = new Set(signals);

/** Which of several generators a tag `samples/generator_<k>` is about; undefined for other tags. */
export function generatorOf(tag: string): number | undefined {
  const index = /^samples\/generator_(\d{1,3})$/.exec(tag)?.[1];
  return index === undefined ? undefined : Number(index);
}

/** A word as a part of a tag: between its ends, slashes, underscores, spaces and the like. */
function part(words: string): string {
  return `(?:^|[^a-z0-9])(?:${words})(?:$|[^a-z0-9])`;
}

const discriminator = part('d|disc|dis|netd|discriminator|critic|lossd|errd|dloss|d_loss|loss_d');
const generator = part('g|gen|netg|generator|lossg|errg|gloss|g_loss|loss_g');
const loss = 'loss|err|cost|objective';

/** In order of preference; tried on lower-cased tags. */
const patterns: readonly (readonly [Signal, RegExp])[] = [
  ['grad_norm/discriminator', new RegExp(`(?=.*grad)(?=.*norm)(?=.*${discriminator})`)],
  ['grad_norm/generator', new RegExp(`(?=.*grad)(?=.*norm)(?=.*${generator})`)],
  [
    'loss/discriminator',
    new RegExp(`^(?!.*(?:grad|penalty|real|fake|val|eval|test))(?=.*(?:${loss}))(?=.*${discriminator})`),
  ],
  ['loss/generator', new RegExp(`^(?!.*(?:grad|penalty|real|fake|val|eval|test))(?=.*(?:${loss}))(?=.*${generator})`)],
  [
    'score/real',
    /^(?!.*(?:loss|acc|fid|inception))(?:.*[^a-z])?(?:scores?|logits?|d(?:isc)?)[^a-z]+(?:on[^a-z])?real$|^(?:d\(x\)|d_x|real_?(?:scores?|logits?))$/,
  ],
  [
    'score/fake',
    /^(?!.*(?:loss|acc|fid|inception))(?:.*[^a-z])?(?:scores?|logits?|d(?:isc)?)[^a-z]+(?:on[^a-z])?fake$|^(?:d\(g\(z\)\)|d_g_z1?|fake_?(?:scores?|logits?))$/,
  ],
  ['samples/real', /^(?:real[/_](?:samples?|points|data)|(?:samples?|points|data)[/_]real)$/],
  ['samples/holdout', /^(?:samples?|points|data)[/_](?:holdout|held_?out|validation|test)$/],
  [
    'samples/generated',
    /^(?:(?:fake|generated|gen)[/_](?:samples?|points|data)|(?:samples?|points|data)[/_](?:fake|generated|gen))$/,
  ],
];

/** Words of what real images are, in names of image tags. */
const realImages = /(?:^|[^a-z])(?:reals?|ground|truth|gt|targets?|inputs?|data|dataset)(?:$|[^a-z])/;
/** Words for what a generator made; many logs have no better word than `images`. */
const generatedImages =
  /(?:^|[^a-z])(?:fakes?|gen(?:erated?|erator)?|samples?|outputs?|synth(?:etic)?|fixed|grid|g|images?|imgs?)(?:$|[^a-z])/;
/** Whose log has images so called is a GAN's. */
const fakes = /(?:^|[^a-z])fakes?(?:$|[^a-z])/;

/** What the images under a tag are, undefined where its name does not say. */
export function imageSignalOf(tag: string): Signal | undefined {
  if (exact.has(tag)) return tag as Signal;
  const lower = tag.toLowerCase();
  if (/^mosaic\/|recon|mask|attention|weights?|filter|kernel/.test(lower)) return undefined;
  if (fakes.test(lower)) return 'samples/generated';
  if (realImages.test(lower)) return 'samples/real';
  return generatedImages.test(lower) ? 'samples/generated' : undefined;
}

/** Images are called fakes by those who train GANs. */
export function isNamedFake(tag: string): boolean {
  return fakes.test(tag.toLowerCase());
}

/** What a tag means, undefined where it means nothing here. */
export function signalOf(tag: string): Signal | undefined {
  if (exact.has(tag)) return tag as Signal;
  const lower = tag.toLowerCase();
  return patterns.find(([, pattern]) => pattern.test(lower))?.[0];
}

/** Binds the tags of one run to signals, each signal to one tag. */
export class SignalMap {
  readonly #roles: ReadonlyMap<string, Signal | undefined>;
  readonly #tags = new Map<string, Signal | undefined>();
  readonly #bound = new Map<Signal, string>();

  /** @param roles what tags carry by the word of a person; undefined where they carry nothing */
  constructor(roles: ReadonlyMap<string, Signal | undefined> = new Map()) {
    this.#roles = roles;
  }

  /** The signals that there are in this run. */
  get bound(): ReadonlyMap<Signal, string> {
    return this.#bound;
  }

  /** The signal that this tag carries in this run. */
  signal(tag: string, kind: ValueKind = 'scalar'): Signal | undefined {
    if (generatorOf(tag) !== undefined) return 'samples/generator';
    if (!this.#tags.has(tag)) this.#bind(tag, kind);
    const signal = this.#tags.get(tag);
    return signal !== undefined && this.#bound.get(signal) === tag ? signal : undefined;
  }

  #bind(tag: string, kind: ValueKind): void {
    const said = this.#roles.has(tag);
    const signal = said ? this.#roles.get(tag) : kind === 'image' ? imageSignalOf(tag) : signalOf(tag);
    this.#tags.set(tag, signal);
    if (signal === undefined) return;
    const before = this.#bound.get(signal);
    const better = said ? !this.#roles.has(before ?? '') : tag === signal && !this.#roles.has(before ?? '');
    if (before === undefined || better) this.#bound.set(signal, tag);
  }
}
