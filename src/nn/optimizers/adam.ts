/** Optimisers `adam` (Kingma and Ba 2014, algorithm 1) and `adamw` (Loshchilov and Hutter 2017, algorithm 2). */
import type { OptimizerConfig } from '../../config/index.ts';
import { add, div, mul, sqrt, square, sub, type Operand, type Tensor } from '../../graph/index.ts';
import { underRoot, type Optimizer } from './optimizer.ts';

type Moments = Pick<Extract<OptimizerConfig, { type: 'adam' }>, 'beta1' | 'beta2' | 'epsilon'>;

/**
 * Epsilon stands outside the root, as in the paper and in PyTorch. The bias-corrected means are what they are means
 * of: sums of the gradients (of their squares) with weights that fade by beta, each over the sum of its weights. Sums
 * need a multiplication less than running means, and float32 holds the weights to full precision where 1 - 0.999^t
 * would cancel. With M, V and their weights w, u the step rate (M / w) / (sqrt(V / u) + epsilon) is written as
 * (rate sqrt(u) / w) M / (sqrt(V) + epsilon sqrt(u)): what is a single number is computed as one.
 */
export function adam({ beta1, beta2, epsilon }: Moments): Optimizer {
  return {
    slots: (size) => ({ sum: [size], squares: [size], sumWeight: [], squaresWeight: [] }),
    update(parameters, gradient, state, learningRate) {
      const sum = faded(state['sum']!, gradient, beta1);
      const squares = faded(state['squares']!, square(gradient), beta2);
      const sumWeight = faded(state['sumWeight']!, 1, beta1);
      const squaresWeight = faded(state['squaresWeight']!, 1, beta2);
      const scale = sqrt(squaresWeight);
      const root = add(sqrt(add(squares, underRoot)), mul(scale, epsilon));
      const step = mul(div(mul(learningRate, scale), sumWeight), div(sum, root));
      return {
        parameters: sub(parameters, step),
        state: { sum, squares, sumWeight, squaresWeight },
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

/** keep * old + value */
function faded(old: Tensor, value: Operand, keep: number): Tensor {
  return add(mul(old, keep), value);
}
