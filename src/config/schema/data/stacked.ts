/** Data set `stacked`: three grey images as the channels of one. */
import { exampled, object, optional, text, typeName } from '../build.ts';
import { holdout } from './holdout.ts';

export const stacked = object(
  'Three grey images, drawn independently, as the red, green and blue of one: of ten classes that makes 1,000 modes (stacked MNIST, Metz et al. 2017, appendix D.1).',
  {
    type: typeName('stacked', 'Three grey images as the channels of one: 1,000 modes.'),
    file: optional(
      exampled(
        text('The grey images, an IDX file as of `"type": "idx"`. Without it: the digits that come with Modescope.'),
        'train-images-idx3-ubyte.gz',
      ),
    ),
    labels: optional(exampled(text('The class of each grey image, an IDX file too.'), 'train-labels-idx1-ubyte.gz')),
    holdout,
  },
);
