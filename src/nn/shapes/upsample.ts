/** Shape rule of `upsample`: height and width times the factor. */
import { imageOf } from './image.ts';
import type { LayerShape, SampleShape } from './shape.ts';

export function upsampleShape({ upsample }: { readonly upsample: number }, input: SampleShape): LayerShape {
  const image = imageOf('upsample', input);
  if (!image.ok) return image;
  return { ok: true, output: [image.channels, image.height * upsample, image.width * upsample], parameters: 0 };
}
