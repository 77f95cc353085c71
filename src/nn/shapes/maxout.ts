/** Shape rule of `maxout`: takes a sample of any shape as a row of numbers, gives `[units]`. */
import { sizeOf, type LayerShape, type SampleShape } from './shape.ts';

export function maxoutShape(
  { maxout: units, pieces = 5, bias }: { readonly maxout: number; readonly pieces?: number; readonly bias?: boolean },
  input: SampleShape,
): LayerShape {
  return { ok: true, output: [units], parameters: (sizeOf(input) + (bias === false ? 0 : 1)) * units * pieces };
}
