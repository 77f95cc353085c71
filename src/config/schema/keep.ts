/** Which checkpoints of a run stay on the disk. */
import { choice, defaulted, exampled, integer, object, optional } from './build.ts';

const best = choice(
  'By what the best step of the run is told, each time that samples are logged; its checkpoint stays, and `checkpoints/best.json` names it.',
  {
    distance:
      'The sliced Wasserstein distance of the samples to real ones (Rabin et al. 2011), held-out ones where there are any: the smallest is best.',
    coverage:
      'How many modes have samples within three standard deviations, and of these steps the one with the most samples there. For data whose modes are known: Gaussians.',
  },
);

export const keepSchema = object(
  'Which checkpoints stay. That of step 0 always does, so that a run can be gone through from its beginning.',
  {
    last: defaulted(integer('How many of the last checkpoints stay.', { minimum: 1, maximum: 10_000 }), 3),
    best: optional(exampled(best, 'distance')),
  },
);
