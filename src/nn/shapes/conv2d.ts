/** Shape rule of `conv2d`. */
import { imageOf } from './image.ts';
import type { LayerShape, SampleShape } from './shape.ts';
import { windowOf, type WindowInput } from './window.ts';

export function conv2dShape(
  layer: WindowInput & { readonly conv2d: number; readonly bias?: boolean },
  input: SampleShape,
): LayerShape {
  const image = imageOf('conv2d', input);
  if (!image.ok) return image;
  const { kernel, stride, padding } = windowOf(layer);
  const { channels, height, width } = image;
  if (kernel > Math.min(height, width) + 2 * padding) {
    const room = `${height + 2 * padding} x ${width + 2 * padding}`;
    return { ok: false, reason: `a kernel of ${kernel} is larger than the image with its padding, ${room}` };
  }
  const along = (length: number): number => Math.floor((length + 2 * padding - kernel) / stride) + 1;
  const filters = layer.conv2d;
  return {
    ok: true,
    output: [filters, along(height), along(width)],
    parameters: filters * channels * kernel ** 2 + (layer.bias === false ? 0 : filters),
  };
}
