/** Data set `idx`: images in the format of MNIST. */
import { exampled, object, optional, text, typeName } from '../build.ts';
import { holdout } from './holdout.ts';

export const idx = object(
  'Grey images in the IDX format, as MNIST, Fashion-MNIST and KMNIST are downloaded, gzipped or not. Black is -1, white 1.',
  {
    type: typeName('idx', 'Grey images in the format of MNIST.'),
    file: exampled(
      text(
        'The images, e.g. `train-images-idx3-ubyte.gz`. A relative path starts at this config and may not leave the workspace.',
      ),
      'train-images-idx3-ubyte.gz',
    ),
    labels: optional(
      exampled(text('The class of each image, e.g. `train-labels-idx1-ubyte.gz`.'), 'train-labels-idx1-ubyte.gz'),
    ),
    holdout,
  },
);
