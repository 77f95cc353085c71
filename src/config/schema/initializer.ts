/** How a layer's weights are drawn before the first step. */
import { choice } from './build.ts';

export const initializer = choice(
  'How the weights are drawn before the first step; the bias starts at 0 unless said otherwise.',
  {
    'glorot-uniform': 'Uniform within `sqrt(6 / (inputs + outputs))` (Glorot and Bengio 2010).',
    'glorot-normal': 'Normal with variance `2 / (inputs + outputs)` (Glorot and Bengio 2010).',
    'he-uniform': 'Uniform within `sqrt(6 / inputs)`; made for ReLU (He et al. 2015).',
    'he-normal': 'Normal with variance `2 / inputs`; made for ReLU (He et al. 2015).',
    'lecun-uniform': 'Uniform within `sqrt(3 / inputs)` (LeCun et al. 1998).',
    'lecun-normal': 'Normal with variance `1 / inputs`; made for SELU (LeCun et al. 1998).',
    'fan-in-uniform': 'Uniform within `1 / sqrt(inputs)`, the bias too: what PyTorch does by default.',
    'small-normal': 'Normal with standard deviation 0.02 (DCGAN, Radford et al. 2015, section 4).',
    orthogonal:
      'A matrix with orthogonal rows or columns of length 1, drawn evenly (Saxe et al. 2013); convolutions are taken as ' +
      'matrices with one row for each window of weights.',
  },
);
