/**
 * Which tag of a log is which signal. Our own names come first; patterns catch the names that logs of other programs
 * commonly have. The first tag of a signal is kept, unless one with our own name turns up, or one that says it is the
 * total. Where the names are from:
 *
 *     d_loss, g_loss, D(x), errG        pytorch/examples dcgan, Lightning's and Keras' GANs, kwotsin/mimicry
 *     Loss/G/loss, Loss/scores/real     NVlabs/stylegan2-ada-pytorch and stylegan3, training/loss.py
 *     Loss/real_scores                  tkarras/progressive_growing_of_gans and NVlabs/stylegan, loss.py
 *     D_A, G_L1, cycle_A                junyanz/pytorch-CycleGAN-and-pix2pix, models
 *     G_loss, D_loss_real               ajbrock/BigGAN-PyTorch, train_fns.py
 *     losses/discriminator              LMescheder/GAN_stability, train.py
 *     losses/l_g_gan, out_d_real        XPixelGroup/BasicSR, models/srgan_model.py
 *     train/discloss                    CompVis/taming-transformers, taming/models/vqgan.py
 *     loss/g/total, grad_norm_d         jaywalnut310/vits, train.py
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

const discriminator = part('d|disc|dis|netd|discriminator|critic|lossd|errd|dloss|discloss|disloss|d_loss|loss_d');
const generator = part('g|gen|netg|generator|lossg|errg|gloss|genloss|g_loss|loss_g');
const loss = 'loss|err|cost|objective';

/** One term of a loss, and not the loss. */
export const termWords =
  'reg|r1|r2|pl|gp|l1|l2|mse|tv|kl|fm|mel|dur|pix|pixel|percep|perceptual|style|vgg|lpips|cyc|cycle|idt|identity|cls|aux|' +
  'feats?|features?|rec|recon|reconstruction';
const notWhole = `(?!.*(?:grad|penalty|real|fake|val|eval|test))(?!.*${part(termWords)})`;

/** In order of preference; tried on lower-cased tags. */
const patterns: readonly (readonly [Signal, RegExp])[] = [
  ['grad_norm/discriminator', new RegExp(`(?=.*grad)(?=.*norm)(?=.*${discriminator})`)],
  ['grad_norm/generator', new RegExp(`(?=.*grad)(?=.*norm)(?=.*${generator})`)],
  ['loss/discriminator', new RegExp(`^${notWhole}(?=.*(?:${loss}))(?=.*${discriminator})`)],
  ['loss/generator', new RegExp(`^${notWhole}(?=.*(?:${loss}))(?=.*${generator})`)],
  [
    'score/real',
    /^(?!.*(?:loss|acc|fid|inception))(?:.*[^a-z])?(?:scores?|logits?|d(?:isc)?)[^a-z]+(?:on[^a-z])?real$|^(?:d\(x\)|d_x|(?:loss\/)?real_?(?:scores?|logits?)|loss\/scores\/real)$/,
  ],
  [
    'score/fake',
    /^(?!.*(?:loss|acc|fid|inception))(?:.*[^a-z])?(?:scores?|logits?|d(?:isc)?)[^a-z]+(?:on[^a-z])?fake$|^(?:d\(g\(z\)\)|d_g_z1?|(?:loss\/)?fake_?(?:scores?|logits?)|loss\/scores\/fake)$/,
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

function isTotal(tag: string): boolean {
  return /(?:^|[^a-z])total(?:$|[^a-z])/i.test(tag);
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
    const isSaid = this.#roles.has(before ?? '');
    const better = said
      ? !isSaid
      : !isSaid && (tag === signal || (isTotal(tag) && !isTotal(before ?? '') && before !== signal));
    if (before === undefined || better) this.#bound.set(signal, tag);
  }
}
