/** Shape rule of `dense`: takes a sample of any shape as a row of numbers, gives `[units]`. */
import { sizeOf, type LayerShape, type SampleShape } from './shape.ts';

/** @param layer `units` outputs, each a weighted sum of all inputs plus, where it has one, a bias */
export function denseShape(layer: { readonly dense: number; readonly bias?: boolean }, input: SampleShape): LayerShape {
  const units = layer.dense;
  const parameters = sizeOf(input) * units + (layer.bias === false ? 0 : units);
  return { ok: true, output: [units], parameters };
}
