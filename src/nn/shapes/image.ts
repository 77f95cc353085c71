/** What layers over images ask of their input. */
import type { SampleShape } from './shape.ts';

/** [channels, height, width], or why the shape is none. */
export type ImageShape =
  | { readonly ok: true; readonly channels: number; readonly height: number; readonly width: number }
  | { readonly ok: false; readonly reason: string };

/** @param kind of the layer that asks */
export function imageOf(kind: string, input: SampleShape): ImageShape {
  const [channels, height, width] = input;
  if (input.length !== 3 || channels === undefined || height === undefined || width === undefined) {
    const reason = `${kind} needs [channels, height, width], gets [${input.join(', ')}]; put a reshape before it`;
    return { ok: false, reason };
  }
  return { ok: true, channels, height, width };
}
