/** Data set `arrays`: images, volumes or clips as a NumPy array. */
import { choice, exampled, list, number, object, optional, text, typeName } from '../build.ts';
import { holdout } from './holdout.ts';

export const arrays = object(
  'Images, volumes or short clips as one array of a NumPy file: [samples, height, width], with a depth or time before the height, with channels or without.',
  {
    type: typeName('arrays', 'Images, volumes or clips as a NumPy array (.npy or .npz).'),
    file: exampled(
      text('A `.npy` or `.npz` file. A relative path starts at this config and may not leave the workspace.'),
      'images.npy',
    ),
    array: optional(
      exampled(text('Name of the array in a `.npz` file. Without it: the only one that can be samples.'), 'x'),
    ),
    labels: optional(
      exampled(
        text('Name of the array in a `.npz` file that has the class of each sample, a whole number from 0.'),
        'y',
      ),
    ),
    channels: optional(
      exampled(
        choice('Where the channels are. Without it this is told from the sizes, where they can be told apart.', {
          none: 'Nowhere: the samples are grey.',
          first: 'Before the other axes: [samples, channels, …, height, width].',
          last: 'After the other axes: [samples, …, height, width, channels].',
        }),
        'last',
      ),
    ),
    range: optional(
      exampled(
        list(
          'The numbers that become -1 and 1. Without it: 0 and 255 of bytes; other numbers must lie in [-1, 1] already.',
          number('One end of the range.', { maximum: 1e9 }),
          { minItems: 2, maxItems: 2 },
        ),
        [0, 1],
      ),
    ),
    holdout,
  },
);
