/** Data set `cifar`: images in the binary format of CIFAR. */
import { exampled, list, object, text, typeName } from '../build.ts';
import { holdout } from './holdout.ts';

export const cifar = object(
  'Colour images of 32 x 32 pixels in the binary format in which CIFAR-10 and CIFAR-100 are downloaded, with their classes (of CIFAR-100 the fine ones). Black is -1, white 1.',
  {
    type: typeName('cifar', 'Colour images in the binary format of CIFAR-10 or CIFAR-100.'),
    files: exampled(
      list(
        'The files, one after the other; all of the same kind.',
        text('A file, e.g. `data_batch_1.bin`. A relative path starts at this config and may not leave the workspace.'),
        { minItems: 1, maxItems: 100 },
      ),
      ['data_batch_1.bin'],
    ),
    holdout,
  },
);
