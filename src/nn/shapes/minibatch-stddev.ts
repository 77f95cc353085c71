/** Shape rule of `minibatch-stddev`: one number more. */
import { sizeOf, type LayerShape, type SampleShape } from './shape.ts';

export function minibatchStddevShape(_: unknown, input: SampleShape): LayerShape {
  return { ok: true, output: [sizeOf(input) + 1], parameters: 0 };
}
