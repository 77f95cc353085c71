/** Everything that is said about findings, in one table. Another language is another such table. */
import type { RuleId } from '../protocol/index.ts';

export interface RuleText {
  readonly title: string;
  /** What is seen, after "<title> since step N: ". Words in braces are filled in from the evidence. */
  readonly seen: string;
  /** How it is known. */
  readonly how: string;
  readonly why: string;
  readonly try: string;
}

/** Remedies that add something to the game. */
type Addition =
  | 'unrolled'
  | 'minibatchDiscrimination'
  | 'packing'
  | 'unrolledFirstOrder'
  | 'r1'
  | 'wassersteinPenalty'
  | 'instanceNoise'
  | 'augmentation'
  | 'cosine';

export interface Texts {
  readonly rules: Readonly<Record<RuleId, RuleText>>;
  readonly sinceStep: string;
  readonly untilStep: string;
  /** A finding in a few words, for a list or a status bar. */
  readonly verdict: string;
  readonly verdictAndMore: string;
  readonly stepOf: string;
  /** What comes next in a step that is done by hand. */
  readonly nextPhase: string;
  /** Phases of a step, by whose update they are. */
  readonly phases: Readonly<Record<'discriminator' | 'generator' | 'both', string>>;
  readonly perSecond: string;
  readonly near: string;
  readonly partNumber: string;
  readonly className: string;
  readonly more: string;
  /** Names of measurements, by their stable id. */
  readonly measurements: Readonly<Record<string, string>>;
  /** Of samples that are compared by their own numbers. */
  readonly asTheyAre: string;
  readonly measured: string;
  readonly measuredAgainst: string;
  readonly pooled: string;
  /** Of logs made elsewhere. */
  readonly lacking: string;
  readonly notAGan: string;
  readonly and: string;
  /** What to log, by the names of signals. */
  readonly signals: Readonly<Record<string, string>>;
  readonly remedies: Readonly<
    Record<
      | 'learningRate'
      | 'discriminatorSteps'
      | 'oneDiscriminatorStep'
      | 'generatorSteps'
      | 'nonSaturating'
      | 'discriminatorFirst'
      | 'beta1'
      | 'clip'
      | Addition,
      string
    >
  >;
  /** What these do, and at what price. */
  readonly remedyNotes: Readonly<Record<Addition, string>>;
}

export const english: Texts = {
  sinceStep: '{title} since step {from}: {seen}',
  untilStep: '{title} from step {from} to {to}: {seen}',
  verdict: '{title} since step {from}',
  verdictAndMore: '{verdict} and {count} more',
  stepOf: '{step} of {steps}',
  nextPhase: 'next: {phase}',
  phases: {
    discriminator: "the discriminator's update {number}",
    generator: "the generator's update {number}",
    both: 'the update of both networks',
  },
  perSecond: '{speed} steps/s',
  near: 'near {points}',
  partNumber: 'number {number}',
  className: 'class {name}',
  more: '{points} and {count} more',
  asTheyAre: 'compared as they are',
  measured: '{name} {value}',
  measuredAgainst: '{name} {value} (threshold {threshold})',
  pooled: 'From {count} samples.',
  lacking: '{rules} cannot be judged by this log. To have it judged, log {signals}.',
  notAGan:
    'This is not the log of a GAN: it has no losses or scores of a generator and a discriminator. If it is one, say in modescope.json what its tags are.',
  and: '{some} and {last}',
  signals: {
    'loss/generator': "the generator's loss (loss/generator)",
    'loss/discriminator': "the discriminator's loss (loss/discriminator)",
    'score/real': "the discriminator's mean logit of real samples (score/real)",
    'score/fake': "the discriminator's mean logit of generated samples (score/fake)",
    'grad_norm/generator': "the norm of the generator's gradient (grad_norm/generator)",
    'grad_norm/discriminator': "the norm of the discriminator's gradient (grad_norm/discriminator)",
    'gradient_share/generator': "the effective share of samples in the generator's gradient (gradient_share/generator)",
    'samples/generated': 'generated samples, now and then (samples/generated: a tensor [n, …], or a grid of images)',
    'samples/real': 'real samples, once (samples/real: a tensor [n, …], or a grid of images)',
    'samples/holdout': 'real samples that are not trained on, once (samples/holdout: a tensor [n, …])',
    'latents/generated':
      'the latents of the generated samples at the same steps (latents/generated: a tensor [n, latent])',
  },
  measurements: {
    'parts-for-90-percent': 'parts of the data that hold 90 % of the samples',
    'effective-modes': 'effective number of modes',
    'spread-ratio': "spread against the real data's",
    'near-share': 'share of samples near the data',
    'dominant-changes': 'share of steps in which the main mode changes',
    'dominant-modes': 'different main modes',
    'missing-modes': 'modes missing',
    'classes-missing': 'classes missing',
    'classes-constant': 'classes whose samples hardly vary',
    'class-upper-bound': 'upper bound of the share of samples that are of their class, against real ones',
    'class-spread': "spread within a class against the real data's",
    'share-upper-bound': 'upper bound of generated share / real share',
    'copies-share': 'share of samples that are copies of training data',
    'copies-lower-bound': 'lower bound of that share',
    'copies-usual': 'share of unseen real data as close',
    'discriminator-loss-of-start': "discriminator's loss against its start",
    'generator-gradient-of-own': "generator's gradient against its own earlier size",
    'distance-in-spreads': "distance from the data, in the data's spreads",
    'loss-growth': 'loss against its early size',
    'generator-trend': "trend of the generator's loss (Kendall's tau)",
    'generator-fall': "fall of the generator's loss, of its level",
    'discriminator-spread': "spread of the discriminator's loss, of its level",
    'loss-correlation': 'correlation of the two losses',
    'duplicate-share': 'share of samples with a near-identical one',
    'duplicate-share-real': 'the same in the real data',
    'score-gap': "gap between the discriminator's mean scores of real and generated",
    'gradient-of-early': 'gradient norm against its early size',
    'gradient-share': 'effective share of samples in the gradient',
    'distance-to-real': 'sliced Wasserstein distance to the real data, of its spread',
    'distance-usual': 'the same between two halves of the real data',
    'latent-dependence': 'squared distance correlation of samples and latents',
    'encoder-share': 'share of real samples recognised with confidence',
    'generators-overlap': 'shares in common',
    'generator-one': 'first generator',
    'generator-two': 'second generator',
    'steps-without-events': 'usual intervals without an event',
  },
  remedies: {
    learningRate: 'Lower the learning rate to {value}',
    oneDiscriminatorStep: 'Give the discriminator one update a step',
    discriminatorSteps: 'Give the discriminator {value} updates a step',
    generatorSteps: 'Give the generator one update a step',
    nonSaturating: 'Use the non-saturating objective',
    discriminatorFirst: 'Let the discriminator move first',
    beta1: 'Lower beta1 to {value}',
    clip: "Clip the gradient's norm at {value}",
    unrolled: 'Let the generator look five updates of the discriminator ahead (unrolled GAN)',
    minibatchDiscrimination: 'Let the discriminator see how much alike a batch is (minibatch discrimination)',
    packing: 'Let the discriminator judge two samples at once (PacGAN)',
    unrolledFirstOrder: 'Let the generator meet the discriminator of five updates later (unrolled, first order)',
    r1: "Keep the discriminator's slope small at the data (R1)",
    wassersteinPenalty: 'Use the Wasserstein objective with a gradient penalty (WGAN-GP)',
    instanceNoise: 'Put noise on all that the discriminator sees',
    augmentation: 'Change every image that the discriminator sees at random (DiffAugment)',
    cosine: 'Charge the generators for making the same',
  },
  remedyNotes: {
    unrolled:
      'It then descends against the discriminator as it will have answered, which makes piling up on one mode pay less. A step takes about four times as long.',
    minibatchDiscrimination:
      'Samples too much alike then give themselves away. Dear where batches are large: its work grows with their square.',
    packing: 'A pack of two alike is easily told from a pack of real ones. Little dearer.',
    unrolledFirstOrder:
      'It descends against a discriminator that has answered already, without the gradient through that answer. A step takes about twice as long.',
    r1: 'The discriminator cannot become a cliff, and the game settles where the data is. A step takes up to twice as long.',
    wassersteinPenalty:
      'The score becomes a distance that has a slope even where the two do not overlap. Five updates of the discriminator in each step make it several times as long.',
    instanceNoise: 'The two then overlap, so that no discriminator can be certain. Fine detail comes later.',
    augmentation: 'It cannot learn the data by heart then; meant for small data sets.',
    cosine: 'Two whose samples point the same way pay for it (MAD-GAN).',
  },
  rules: {
    'mode-collapse': {
      title: 'Mode collapse',
      seen: '90 % of the samples lie at {parts} of {modes} parts of the data{places}',
      how: 'The real samples were taken apart into {modes} parts once ({space}); each generated sample was counted where it is closest. Nearly all are at a few parts, in several snapshots running.',
      why: 'The generator is paid for what fools the present discriminator, not for variety. When it moves faster than the discriminator answers, putting everything where the discriminator is most pleased is its best move.',
      try: 'Where the generator moves first or more often than the discriminator, undo that. Then let it look at the discriminator as it will be (unrolled), let the discriminator see whole batches, or hold its slope (WGAN-GP, R1). Give it more updates a step. A lower learning rate alone helped least where this was measured (docs/remedies.md).',
    },
    'mode-dropping': {
      title: 'Mode dropping',
      seen: '{missing} of {modes} modes missing{places}',
      how: 'The real samples were taken apart into {modes} modes once, without labels ({space}). Counts per mode were pooled over the last snapshots until a mode of its size had to show; for each mode named, even the upper end of the exact confidence interval (99 % over all modes together) of its generated share is below the threshold times its real share. Most samples lie on the data, so this is no matter of sharpness.',
      why: 'Neither network is paid for covering everything: a mode without generated samples sends the generator no gradient, and what the discriminator says there does not matter to it. Fast generator updates and the order generator-first make it likelier.',
      try: 'Where the generator moves first or more often than the discriminator, or the objective is minimax, undo that. Then let it look at the discriminator as it will be (unrolled), let the discriminator see whole batches, or hold its slope (WGAN-GP, R1). Check too that the training data still has these modes: a broken data pipeline looks the same.',
    },
    'mode-hopping': {
      title: 'Mode hopping',
      seen: 'the samples are collapsed at each snapshot, onto changing modes ({changes} of the time){places}',
      how: 'At each of the last snapshots nearly all samples lie at a few parts of the data, and from one snapshot to the next most of them move to other parts.',
      why: 'The generator flees to where the discriminator does not look yet; the discriminator follows; and round they go. Each is too quick for the other to settle.',
      try: 'Slow the generator down against the discriminator: fewer updates of it a step, or more of the discriminator. Then let it look at the discriminator as it will be (unrolled), let the discriminator see whole batches, or hold its slope (WGAN-GP, R1).',
    },
    'duplicate-samples': {
      title: 'Duplicate samples',
      seen: '{duplicates} of the samples have a near-identical one (real data: {duplicatesReal})',
      how: 'Samples closer to each other than a thousandth of the spread of the data were counted as the same, in generated and real samples alike.',
      why: 'A generator that ignores part of its latent, or a small support, gives the same sample again and again: by the birthday problem, s samples with some pairs alike come from about s squared different ones.',
      try: 'See whether the generator depends on its latent at all, and whether some mode takes all samples.',
    },
    memorisation: {
      title: 'Memorisation',
      seen: '{copies} of the samples are closer to a training sample than 95 % of unseen real data',
      how: 'Distances to the closest training sample, compared with those of the real data that was held out of training: a generator that has learned the distribution has 5 % as close, like unseen data.',
      why: 'With little data the discriminator learns the training samples by heart, and the only way to please it is to repeat them.',
      try: 'More data, augmentation of what the discriminator sees, a smaller discriminator, or stopping earlier.',
    },
    'latent-ignored': {
      title: 'Latent ignored',
      seen: 'the samples hardly vary with the latent',
      how: 'Distances between latents and between the samples made from them were compared: their distance correlation, in which 0 means independent, whatever the form of the dependence.',
      why: 'A generator whose first layers have died, or that normalises its input away, makes the same sample of every latent.',
      try: 'Look at the first layers of the generator: initialisation, activation, normalisation. Lower its learning rate.',
    },
    'no-overlap': {
      title: 'No overlap',
      seen: 'the discriminator is certain while the samples stay off the data ({near} of them near it), and the generator gets no gradient',
      how: "The discriminator's loss has fallen to a small part of its start and stays there, the samples are far from everything real, and the gradient that reaches the generator has faded against its own earlier size.",
      why: 'Where real and generated samples do not overlap, a discriminator can be perfect, and a perfect one is flat at the samples: there is no direction in which to improve (Arjovsky and Bottou 2017). With the minimax objective the gradient fades even earlier.',
      try: 'Use the non-saturating objective, lower the learning rate or the number of updates of the discriminator, or start from a generator whose output has the scale of the data.',
    },
    'discriminator-too-weak': {
      title: 'Discriminator too weak',
      seen: 'it stays at chance while the samples are measurably wrong',
      how: 'The scores of real and generated samples do not differ, while the distance between both sets is many times what it is between two halves of the real data.',
      why: 'A discriminator that is too small, learns too slowly or was stopped sees no difference and so teaches none.',
      try: 'Raise its learning rate or its number of updates, or make it larger.',
    },
    diverging: {
      title: 'Diverging',
      seen: 'losses or samples have grown far beyond their own scale and the data',
      how: 'The size of the samples was compared with the spread of the real data, and the losses with their own early size.',
      why: 'Steps that are too large overshoot, and each overshoot makes the next gradient larger.',
      try: 'Lower the learning rates, clip the gradients, and check the scale of the data.',
    },
    'vanishing-gradient': {
      title: 'Vanishing gradient',
      seen: 'the gradient has faded to {gradient} of its early size',
      how: 'Gradient norms were compared with those of the begin of the run.',
      why: 'A discriminator that is sure of itself is flat where the samples are, and nothing reaches the generator.',
      try: 'Use the non-saturating objective, or a weaker or regularised discriminator.',
    },
    'exploding-gradient': {
      title: 'Exploding gradient',
      seen: 'the gradient has grown to {gradient} times its early size',
      how: 'Gradient norms were compared with those of the begin of the run.',
      why: 'Large weights or steps that are too large make each gradient larger than the last.',
      try: 'Clip the gradients or lower the learning rate.',
    },
    'sparse-gradient': {
      title: 'Sparse gradient',
      seen: "the generator's gradient comes from few of its samples",
      how: 'The effective share of samples in the gradient (their gradient sizes as shares, their entropy as a number) has been small for a while.',
      why: 'When most samples lie where the discriminator is flat, the few at its edge decide where the generator goes.',
      try: 'A larger batch, or a discriminator that is regularised to be smooth.',
    },
    'non-finite': {
      title: 'Not a number',
      seen: '{tag} is not finite',
      how: 'It is the first quantity in the log that is NaN or infinite; all that comes after it is suspect.',
      why: 'Overflow in a step that was too large, a logarithm of 0, or a division by 0.',
      try: 'Lower the learning rates, clip the gradients, and use losses on logits.',
    },
    'loss-correlation': {
      title: 'Loss pattern of collapse',
      seen: "the generator's loss falls steadily while the discriminator's hardly varies",
      how: "The medians of successive parts of the generator's loss fall nearly without exception, more than chance explains at the sample size that its autocorrelation leaves; the discriminator's loss stays within a narrow band.",
      why: 'The generator may have found what fools this discriminator and be putting everything there. Losses alone prove nothing; see what the samples say.',
      try: 'Look at the samples. If modes are missing, give the discriminator more updates or lower the learning rate of the generator.',
    },
    'class-collapse': {
      title: 'Class collapse',
      seen: '{missing} of {modes} classes are not made, or hardly vary{places}',
      how: 'The samples that were asked for of each class were held against the real ones: how many are closest to a real sample of their class, and how much they vary, beside the same of the real samples of the class.',
      why: 'The generator takes no notice of some classes, or has one sample for each. A discriminator that hardly looks at the class does not object.',
      try: 'Condition by projection, which ties the score to the class; give rare classes more samples; then treat it like mode collapse within the class: update order, learning rates, penalties.',
    },
    'redundant-generators': {
      title: 'Redundant generators',
      seen: 'generators {one} and {two} cover the same modes, in the same shares ({overlap} in common)',
      how: 'The samples of each generator were counted per mode, and the counts compared.',
      why: 'Nothing pushes them apart, or not strongly enough.',
      try: 'Raise the weight of the diversity term, or use fewer generators.',
    },
    'starving-mode': {
      title: 'Starving mode',
      seen: '{starving} of the real data is given to the encoder side with confidence',
      how: "The diffusion discriminator's verdict on real samples.",
      why: 'There the generator makes nothing, so that discriminator knows them by where they lie.',
      try: 'Raise the weight of the reconstruction terms.',
    },
    stalled: {
      title: 'Stalled',
      seen: 'nothing more has been logged for over {intervals} times the usual interval',
      how: 'The time since the last record was compared with the usual time between records.',
      why: 'The process hangs, was suspended, or its disk is full.',
      try: 'Look at the terminal that the run was started from.',
    },
  },
};
