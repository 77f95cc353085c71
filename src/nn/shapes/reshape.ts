/** Shape rule of `reshape`: as many numbers as before. */
import { sizeOf, type LayerShape, type SampleShape } from './shape.ts';

export function reshapeShape({ reshape }: { readonly reshape: readonly number[] }, input: SampleShape): LayerShape {
  if (sizeOf(reshape) === sizeOf(input)) return { ok: true, output: reshape, parameters: 0 };
  const [to, from] = [`[${reshape.join(', ')}]`, `[${input.join(', ')}]`];
  return { ok: false, reason: `${to} has ${sizeOf(reshape)} numbers, but ${from} before it has ${sizeOf(input)}` };
}
