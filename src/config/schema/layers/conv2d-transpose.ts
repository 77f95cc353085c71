/** Layer `conv2d-transpose`: the way back through a convolution, to a larger image. */
import { activation } from '../activation.ts';
import { boolean, defaulted, exampled, integer, object } from '../build.ts';
import { initializer } from '../initializer.ts';
import { spectralNorm } from './spectral-norm.ts';
import { window } from './window.ts';

export const conv2dTranspose = object(
  'A transposed convolution over images `[channels, height, width]`: every input pixel adds a weighted window to the ' +
    'output. The new height is `(height - 1) stride - 2 padding + kernel`; as it is set, that is double. How DCGAN makes ' +
    'images (Radford et al. 2015, section 3).',
  {
    'conv2d-transpose': exampled(
      integer('How many channels the layer puts out, each with a window of weights of its own.', {
        minimum: 1,
        maximum: 2048,
      }),
      32,
    ),
    ...window,
    activation: defaulted(activation, 'linear'),
    initializer: defaulted(initializer, 'glorot-uniform'),
    bias: defaulted(boolean('Whether a learned number is added to each channel.'), true),
    spectralNorm,
  },
);
