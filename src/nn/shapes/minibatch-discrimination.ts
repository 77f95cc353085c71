/** Shape rule of `minibatch-discrimination`: one number more for each kernel. */
import { sizeOf, type LayerShape, type SampleShape } from './shape.ts';

export function minibatchDiscriminationShape(
  layer: { readonly 'minibatch-discrimination': number; readonly dimensions?: number },
  input: SampleShape,
): LayerShape {
  const { 'minibatch-discrimination': kernels, dimensions = 5 } = layer;
  return { ok: true, output: [sizeOf(input) + kernels], parameters: sizeOf(input) * kernels * dimensions };
}
