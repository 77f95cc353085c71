/**
 * Which tag of a log is which signal. Our own names come first; patterns catch the names that logs of other programs
 * commonly have. The first tag of a signal is kept, unless one with our own name turns up.
 */

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

/** What a tag means, undefined where it means nothing here. */
export function signalOf(tag: string): Signal | undefined {
  if (exact.has(tag)) return tag as Signal;
  const lower = tag.toLowerCase();
  return patterns.find(([, pattern]) => pattern.test(lower))?.[0];
}

/** Binds the tags of one run to signals, each signal to one tag. */
export class SignalMap {
  readonly #tags = new Map<string, Signal | undefined>();
  readonly #bound = new Map<Signal, string>();

  /** The signal that this tag carries in this run. */
  signal(tag: string): Signal | undefined {
    if (generatorOf(tag) !== undefined) return 'samples/generator';
    if (!this.#tags.has(tag)) this.#bind(tag);
    const signal = this.#tags.get(tag);
    return signal !== undefined && this.#bound.get(signal) === tag ? signal : undefined;
  }

  #bind(tag: string): void {
    const signal = signalOf(tag);
    this.#tags.set(tag, signal);
    if (signal !== undefined && (tag === signal || !this.#bound.has(signal))) this.#bound.set(signal, tag);
  }
}
