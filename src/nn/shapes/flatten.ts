/** Shape rule of `flatten`: one row of all numbers. */
import { sizeOf, type LayerShape, type SampleShape } from './shape.ts';

export function flattenShape(_: unknown, input: SampleShape): LayerShape {
  return { ok: true, output: [sizeOf(input)], parameters: 0 };
}
