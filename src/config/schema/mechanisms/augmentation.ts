/** Mechanism `augmentation`. */
import { defaulted, number, object, typeName } from '../build.ts';

const share = { minimum: 0, maximum: 1 };

export const augmentation = object(
  'Differentiable augmentation, for images and small data sets: every image that D sees, real or generated, in its turn and ' +
    "in G's, is changed at random, and G's gradient runs through the change: D is given `T(x)` and `T(G(z))`. So D cannot learn the data by " +
    'heart, and G does not learn the changes (Zhao et al. 2020, section 3).',
  {
    type: typeName('augmentation', 'Every image that D sees is changed at random (DiffAugment, Zhao et al. 2020).'),
    brightness: defaulted(
      number(
        'Brightness: a number from `-brightness` to `brightness` is added to the whole image; 0: not at all.',
        share,
      ),
      0.5,
    ),
    saturation: defaulted(
      number(
        "Saturation: the distance of each channel from the pixel's mean, times a number from `1 - saturation` to `1 + saturation`; 0: not at all. Grey images have none.",
        share,
      ),
      1,
    ),
    contrast: defaulted(
      number(
        "Contrast: the distance of each number from the image's mean, times a number from `1 - contrast` to `1 + contrast`; 0: not at all.",
        share,
      ),
      0.5,
    ),
    translation: defaulted(
      number(
        'Translation by whole pixels: at most this share of the side in each direction, 0 comes in; 0: not at all.',
        share,
      ),
      0.125,
    ),
    cutout: defaulted(
      number('Cutout: a rectangle anywhere with sides of this share of the image becomes 0; 0: not at all.', share),
      0.5,
    ),
  },
);
