/** Optimiser `sgd`, with the momentum of PyTorch: the learning rate is applied to the velocity, not within it. */
import type { OptimizerConfig } from '../../config/index.ts';
import { add, mul, sub } from '../../graph/index.ts';
import type { Optimizer } from './optimizer.ts';

export function sgd({ momentum, nesterov }: Extract<OptimizerConfig, { type: 'sgd' }>): Optimizer {
  if (momentum === 0) {
    return {
      slots: () => ({}),
      update: (parameters, gradient, _, learningRate) => ({
        parameters: sub(parameters, mul(gradient, learningRate)),
        state: {},
      }),
    };
  }
  return {
    slots: (size) => ({ velocity: [size] }),
    update(parameters, gradient, state, learningRate) {
      const velocity = add(mul(state['velocity']!, momentum), gradient);
      const step = nesterov ? add(gradient, mul(velocity, momentum)) : velocity;
      return { parameters: sub(parameters, mul(step, learningRate)), state: { velocity } };
    },
  };
}
