/** Shape rule of `conv2d-transpose`. */
import { imageOf } from './image.ts';
import type { LayerShape, SampleShape } from './shape.ts';
import { windowOf, type WindowInput } from './window.ts';

export function conv2dTransposeShape(
  layer: WindowInput & { readonly 'conv2d-transpose': number; readonly bias?: boolean },
  input: SampleShape,
): LayerShape {
  const image = imageOf('conv2d-transpose', input);
  if (!image.ok) return image;
  const { kernel, stride, padding } = windowOf(layer);
  const along = (length: number): number => (length - 1) * stride - 2 * padding + kernel;
  const [height, width] = [along(image.height), along(image.width)];
  if (Math.min(height, width) < 1) {
    return { ok: false, reason: `a padding of ${padding} cuts off all of the output; make it smaller` };
  }
  const filters = layer['conv2d-transpose'];
  return {
    ok: true,
    output: [filters, height, width],
    parameters: image.channels * filters * kernel ** 2 + (layer.bias === false ? 0 : filters),
  };
}
