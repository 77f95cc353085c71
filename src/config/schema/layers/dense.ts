/** Layer `dense`: every output is a weighted sum of all inputs. */
import { boolean, defaulted, integer, object, exampled } from '../build.ts';
import { activation } from '../activation.ts';
import { initializer } from '../initializer.ts';
import { spectralNorm } from './spectral-norm.ts';

export const dense = object('A fully connected layer: `activation(inputs times weights + bias)`.', {
  dense: exampled(
    integer('How many numbers the layer puts out. Each is a weighted sum of all inputs.', {
      minimum: 1,
      maximum: 65536,
    }),
    128,
  ),
  activation: defaulted(activation, 'linear'),
  initializer: defaulted(initializer, 'glorot-uniform'),
  bias: defaulted(boolean('Whether a learned number is added to each output.'), true),
  spectralNorm,
});
