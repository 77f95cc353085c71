/** Activation functions by the names of the config. A new one is a line here and in the schema. */
import type { Activation } from '../config/index.ts';
import { elu, gelu, leakyRelu, relu, selu, sigmoid, silu, softplus, tanh, type Tensor } from '../graph/index.ts';

export const activations: Readonly<Record<Activation, (x: Tensor) => Tensor>> = {
  linear: (x) => x,
  relu,
  // The slope that GANs use (Radford et al. 2015, section 3)
  'leaky-relu': (x) => leakyRelu(x, 0.2),
  elu: (x) => elu(x),
  selu,
  gelu,
  silu,
  tanh,
  sigmoid,
  softplus,
};
