/** Mechanism `packing`. */
import { defaulted, integer, object, typeName } from '../build.ts';

export const packing = object(
  'PacGAN: D judges several samples of one kind at once, laid side by side as one input, so that a lack of variety shows. ' +
    'Its batch is smaller by that factor (Lin et al. 2017, section 2).',
  {
    type: typeName('packing', 'D judges several samples at once (PacGAN, Lin et al. 2017).'),
    samples: defaulted(
      integer('Samples in each pack; the batch must be a multiple of it.', { minimum: 2, maximum: 64 }),
      2,
    ),
  },
);
