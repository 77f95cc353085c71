/** Layers with their shape rules, initialisers, optimisers, schedules: pure functions of parameters. */
export { activations } from './activations.ts';
export type { LayerNoise } from './layers/index.ts';
export { carried, createNetwork, type Network, type ParameterSlice } from './network.ts';
export {
  clipGradient,
  createOptimizer,
  gradientNorm,
  type Optimizer,
  type OptimizerState,
  type Updated,
} from './optimizers/index.ts';
export { isConstant, learningRateAt } from './schedules.ts';
export {
  codeLayerOf,
  layerShape,
  networkShape,
  sizeOf,
  verdictLayerOf,
  type LayerShape,
  type NetworkShape,
  type SampleShape,
} from './shapes/index.ts';
export type { Random } from '../random/index.ts';
