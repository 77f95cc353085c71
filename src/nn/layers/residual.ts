/** Layer `residual` (He et al. 2015, equation 1): activation(x + what some layers make of x). */
import type { LayerConfigOf } from '../../config/index.ts';
import { add } from '../../graph/index.ts';
import { activations } from '../activations.ts';
import type { Layer, LayerBody } from './layer.ts';

/** @param inside the layers as one, of the same shape before and after */
export function residualLayer(config: LayerConfigOf<'residual'>, inside: Layer): LayerBody {
  const activation = activations[config.activation];
  return { ...inside, apply: (parameters, x, mode) => activation(add(x, inside.apply(parameters, x, mode))) };
}
