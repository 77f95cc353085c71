/** Optimiser `rmsprop` (Hinton 2012, lecture 6e), with epsilon outside the root and the momentum of PyTorch. */
import type { OptimizerConfig } from '../../config/index.ts';
import { add, div, mul, sqrt, square, sub } from '../../graph/index.ts';
import { underRoot, type Optimizer } from './optimizer.ts';

export function rmsprop({ decay, momentum, epsilon }: Extract<OptimizerConfig, { type: 'rmsprop' }>): Optimizer {
  return {
    slots: (size) => ({ square: [size], ...(momentum > 0 && { velocity: [size] }) }),
    update(parameters, gradient, state, learningRate) {
      const squared = add(mul(state['square']!, decay), mul(square(gradient), 1 - decay));
      const scaled = div(gradient, add(sqrt(add(squared, underRoot)), epsilon));
      const old = state['velocity'];
      const velocity = old === undefined ? scaled : add(mul(old, momentum), scaled);
      return {
        parameters: sub(parameters, mul(velocity, learningRate)),
        state: { square: squared, ...(old !== undefined && { velocity }) },
      };
    },
  };
}
