/** Images as a log has them: tensors with the channels last, and mosaics for people. */
import { encode } from 'fast-png';
import type { ImageToWrite } from '../events/index.ts';

/** Tiles along each side of a mosaic at most, and the pixels that a side has at most (more where two tiles need it). */
const mostTiles = 8;
const mostPixels = 272;
/** Transparent pixels between two tiles. */
const gap = 1;

/** Whether samples of this shape are images ([channels, height, width]) or volumes ([channels, depth, height, width]). */
export function isPicture(shape: readonly number[]): boolean {
  return shape.length === 3 || shape.length === 4;
}

/** The shape of a sample in the log: channels last. */
export function loggedShape([channels, ...space]: readonly number[]): readonly number[] {
  return space.length === 0 ? [channels!] : [...space, channels!];
}

/** [n, channels, ...space] as [n, ...space, channels]. */
export function channelsLast(values: Float32Array, [channels, ...space]: readonly number[]): Float32Array {
  if (channels === 1 || space.length === 0) return values;
  const places = space.reduce((product, each) => product * each, 1);
  const out = new Float32Array(values.length);
  for (let from = 0; from < values.length; from += channels! * places) {
    for (let channel = 0; channel < channels!; channel++) {
      for (let place = 0; place < places; place++) {
        out[from + place * channels! + channel] = values[from + channel * places + place]!;
      }
    }
  }
  return out;
}

/** Tiles that a mosaic of such samples has at most. */
export function tilesOf(shape: readonly number[]): number {
  const side = Math.floor(mostPixels / (Math.max(...shape.slice(-2)) + gap));
  return Math.max(2, Math.min(mostTiles, side)) ** 2;
}

/**
 * Samples side by side as one PNG with transparent gaps, row by row; of a volume its middle slice. One channel is
 * drawn grey, of others the first three are red, green and blue (a missing one is black).
 * @param values [n, ...shape] in [-1, 1]; what lies outside is drawn as the nearest of them, what is no number as black
 */
export function mosaicOf(tag: string, values: Float32Array, shape: readonly number[]): ImageToWrite {
  const [channels, height, width] = [shape[0]!, shape.at(-2)!, shape.at(-1)!];
  const plane = height * width;
  const depth = shape.length === 4 ? shape[1]! : 1;
  const size = channels * depth * plane;
  const count = Math.min(tilesOf(shape), values.length / size);
  const columns = Math.ceil(Math.sqrt(count));
  const wide = columns * (width + gap) - gap;
  const high = Math.ceil(count / columns) * (height + gap) - gap;
  const data = new Uint8Array(4 * wide * high);
  for (let tile = 0; tile < count; tile++) {
    const corner = Math.floor(tile / columns) * (height + gap) * wide + (tile % columns) * (width + gap);
    for (let pixel = 0; pixel < plane; pixel++) {
      const to = 4 * (corner + Math.floor(pixel / width) * wide + (pixel % width));
      const from = tile * size + Math.floor(depth / 2) * plane + pixel;
      for (let colour = 0; colour < 3; colour++) {
        const channel = channels === 1 ? 0 : colour;
        data[to + colour] = channel < channels ? byteOf(values[from + channel * depth * plane]!) : 0;
      }
      data[to + 3] = 255;
    }
  }
  return { tag, png: encode({ width: wide, height: high, data, channels: 4 }), width: wide, height: high, channels: 4 };
}

function byteOf(value: number): number {
  return Math.round(Math.max(0, Math.min(255, (value + 1) * 127.5))) || 0;
}
