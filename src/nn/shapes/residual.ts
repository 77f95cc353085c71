/** Shape rule of `residual`: what goes in is added to what the layers make of it. */
import type { LayerConfigOf, LayerInputOf } from '../../config/index.ts';
import { networkShape } from './index.ts';
import type { LayerShape, SampleShape } from './shape.ts';

export function residualShape(
  { residual }: LayerConfigOf<'residual'> | LayerInputOf<'residual'>,
  input: SampleShape,
): LayerShape {
  const { layers, output, parameters } = networkShape(residual, input);
  const position = layers.length - 1;
  const last = layers[position];
  if (last?.ok === false) return { ...last, at: ['residual', position, ...(last.at ?? [])] };
  if (output?.join() !== input.join()) {
    const [gives, takes] = [output ?? [], input].map((shape) => `[${shape.join(', ')}]`);
    return { ok: false, reason: `its layers make ${gives} of ${takes}, and only the same shapes can be added` };
  }
  return { ok: true, output: input, parameters };
}
