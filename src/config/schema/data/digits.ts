/** Data set `digits`: the small set of real images that comes with Modescope. */
import { object, typeName } from '../build.ts';
import { holdout } from './holdout.ts';

export const digits = object(
  'Images of handwritten digits that come with Modescope: 1,797 of them, grey, 8 x 8 pixels from -1 (paper) to 1 (ink), in ten classes (UCI Optical Recognition of Handwritten Digits, CC BY 4.0).',
  {
    type: typeName('digits', 'Handwritten digits, 8 x 8 pixels; no file is needed.'),
    holdout,
  },
);
