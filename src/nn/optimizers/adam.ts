/** Optimisers `adam` (Kingma and Ba 2014, algorithm 1) and `adamw` (Loshchilov and Hutter 2017, algorithm 2). */
import type { OptimizerConfig } from '../../config/index.ts';
import { add, div, mul, sqrt, square, sub, type Operand, type Tensor } from '../../graph/index.ts';
import { underRoot, type Optimizer } from './optimizer.ts';

type Moments = Pick<Extract<OptimizerConfig, { type: 'adam' }>, 'beta1' | 'beta2' | 'epsilon'>;

/**
 * Epsilon stands outside the root, as in the paper and in PyTorch:
 * p - rate (m / c1) / (sqrt(v / c2) + epsilon), with c = 1 - beta^t. The two c are carried as running means of 1, which
 * float32 holds to full precision where 1 - 0.999^t would cancel.
 */
export function adam({ beta1, beta2, epsilon }: Moments): Optimizer {
  return {
    slots: (size) => ({ mean: [size], square: [size], meanWeight: [], squareWeight: [] }),
    update(parameters, gradient, state, learningRate) {
      const mean = running(state['mean']!, gradient, beta1);
      const squared = running(state['square']!, square(gradient), beta2);
      const meanWeight = running(state['meanWeight']!, 1, beta1);
      const squareWeight = running(state['squareWeight']!, 1, beta2);
      const root = div(sqrt(add(squared, underRoot)), sqrt(squareWeight));
      const step = mul(div(learningRate, meanWeight), div(mean, add(root, epsilon)));
      return {
        parameters: sub(parameters, step),
        state: { mean, square: squared, meanWeight, squareWeight },
      };
    },
  };
}

/** Adam after the parameters shrank by rate times weight decay. */
export function adamw({
  weightDecay,
  ...moments
}: Moments & Pick<Extract<OptimizerConfig, { type: 'adamw' }>, 'weightDecay'>): Optimizer {
  const inner = adam(moments);
  return {
    slots: (size) => inner.slots(size),
    update: (parameters, gradient, state, learningRate) =>
      inner.update(mul(parameters, sub(1, mul(learningRate, weightDecay))), gradient, state, learningRate),
  };
}

/** keep * old + (1 - keep) * new */
function running(old: Tensor, value: Operand, keep: number): Tensor {
  return add(mul(old, keep), mul(value, 1 - keep));
}
