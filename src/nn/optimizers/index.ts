/** All optimisers. A new one is a file beside these and a line here. */
import type { OptimizerConfig } from '../../config/index.ts';
import { adam, adamw } from './adam.ts';
import type { Optimizer } from './optimizer.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

export { clipGradient, gradientNorm } from './clip.ts';
export type { Optimizer, OptimizerState, Updated } from './optimizer.ts';

const optimizers: {
  readonly [Type in OptimizerConfig['type']]: (config: Extract<OptimizerConfig, { type: Type }>) => Optimizer;
} = { adam, adamw, rmsprop, sgd };

export function createOptimizer(config: OptimizerConfig): Optimizer {
  // The registry pairs each type with its own function; the compiler cannot follow the pair through a union.
  const create = optimizers[config.type] as (config: OptimizerConfig) => Optimizer;
  return create(config);
}
