/** Layer `residual`: layers around which the input is led and added to what they make of it. */
import type { TSchema } from 'typebox';
import { activation } from '../activation.ts';
import { defaulted, exampled, list, object } from '../build.ts';

/** @param layer what may stand inside */
export function residual<Layer extends TSchema>(layer: Layer, example: NoInfer<unknown>[]) {
  return object(
    'A block of layers whose input is added to what they make of it, so both must have the same shape (He et al. 2015). ' +
      'Its activation is applied to the sum.',
    {
      residual: exampled(
        list('The layers of the block, first to last.', layer, { minItems: 1, maxItems: 16 }),
        example as never,
      ),
      activation: defaulted(activation, 'linear'),
    },
  );
}
