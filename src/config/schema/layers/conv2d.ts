/** Layer `conv2d`: the same weighted sum at every place of an image. */
import { activation } from '../activation.ts';
import { boolean, defaulted, exampled, integer, object } from '../build.ts';
import { initializer } from '../initializer.ts';
import { spectralNorm } from './spectral-norm.ts';
import { window } from './window.ts';

export const conv2d = object(
  'A convolution over images `[channels, height, width]`: every output pixel is a weighted sum of a window of all input ' +
    'channels. The new height is `(height + 2 padding - kernel) / stride + 1`, rounded down; as it is set, that is half. ' +
    'In place of pooling, as in DCGAN (Radford et al. 2015, section 3).',
  {
    conv2d: exampled(
      integer('How many channels the layer puts out, each with a window of weights of its own.', {
        minimum: 1,
        maximum: 2048,
      }),
      64,
    ),
    ...window,
    activation: defaulted(activation, 'linear'),
    initializer: defaulted(initializer, 'glorot-uniform'),
    bias: defaulted(boolean('Whether a learned number is added to each channel.'), true),
    spectralNorm,
  },
);
