/** The activation functions a layer may end with. */
import { choice } from './build.ts';

export const activation = choice("What is applied to each of the layer's outputs.", {
  linear:
    '`x`, unchanged. The right choice for a last layer: samples may lie anywhere, and the discriminator gives a logit.',
  relu: '`max(0, x)`.',
  'leaky-relu': '`x` where positive, else `0.2 x`; the slope that GANs use (Radford et al. 2015, section 3).',
  elu: '`x` where positive, else `exp(x) - 1` (Clevert et al. 2015).',
  selu: '`1.0507 x` where positive, else `1.7581 (exp(x) - 1)`; keeps activations normalised (Klambauer et al. 2017).',
  gelu: '`x` times the probability that a standard normal number is below `x` (Hendrycks and Gimpel 2016).',
  silu: '`x sigmoid(x)`, also called swish.',
  tanh: 'Hyperbolic tangent, between -1 and 1.',
  sigmoid: '`1 / (1 + exp(-x))`, between 0 and 1.',
  softplus: '`log(1 + exp(x))`, above 0.',
});
