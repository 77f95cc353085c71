/** Mechanism `mad-gan`. */
import { boolean, choice, defaulted, exampled, integer, number, object, typeName } from '../build.ts';

const noise = choice('What the generators are given in each batch.', {
  own: 'Each generator its own noise.',
  shared: 'All the same noise, so that `cosine` compares what they make of the same numbers.',
});

export const madGan = object(
  'MAD-GAN: several generators of the same layers against one D. Each makes an equal part of every batch ' +
    '(Ghosh et al. 2017).',
  {
    type: typeName('mad-gan', 'Several generators that share the work (Ghosh et al. 2017).'),
    generators: exampled(
      integer('How many generators; the batch must be a multiple of it.', { minimum: 2, maximum: 64 }),
      4,
    ),
    sharedLayers: defaulted(
      integer('How many of the first layers all generators have in common.', { minimum: 0, maximum: 63 }),
      0,
    ),
    noise: defaulted(noise, 'own'),
    cosine: defaulted(
      number(
        "How much is added to G's loss for each two generators whose samples point the same way: this weight times the " +
          'mean over pairs, and over the batch, of the cosine of two samples. 0: nothing.',
        { minimum: 0, maximum: 1e6 },
      ),
      0,
    ),
    identify: defaulted(
      boolean(
        'D also tells which generator made a sample. It ends in one number for each generator and one for real data, and ' +
          'minimises the cross-entropy of real data as real plus the mean over generators of that of their samples as theirs; ' +
          'G minimises the cross-entropy of its samples as real (section 3.2).',
      ),
      true,
    ),
  },
);
