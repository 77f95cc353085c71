/** Images of a log: mosaics taken apart again, and samples as small pictures. */
import type { Points } from '../metrics/index.ts';
import type { SmallPicture } from '../protocol/index.ts';
import { tiles as limits } from './thresholds.ts';
import { gridOf, pictureOf, TileCutter, type Grid, type Picture } from './tiles.ts';

/** Of one image. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly channelsFirst: boolean;
}

export interface Tiles {
  readonly grid: Grid;
  readonly shape: ImageShape;
  /** In [-1, 1], one row for each tile. */
  readonly points: Points;
}

/** Pixels between two tiles of our own mosaics. */
const ownGap = 1;

/** What the samples of a tensor are as images; undefined where they are none. @param shape of the tensor, [n, ...] */
export function imageShapeOf([, ...sizes]: readonly number[]): ImageShape | undefined {
  if (sizes.length !== 3) return undefined;
  const [a, b, c] = sizes as [number, number, number];
  const channelsFirst = a <= 4 && c > 4;
  const [height, width, channels] = channelsFirst ? [b, c, a] : [a, b, c];
  return channels <= 4 ? { height, width, channels, channelsFirst } : undefined;
}

/** A sample in [-1, 1] to be looked at, grey or in colours; made smaller where it is large. */
export function smallPicture(x: Points, row: number, shape: ImageShape): SmallPicture | null {
  const { height, width, channels, channelsFirst } = shape;
  if (height * width * channels !== x.dimensions) return null;
  const shrink = Math.ceil(Math.max(height, width) / limits.largestSide);
  const [high, wide, colours] = [Math.floor(height / shrink), Math.floor(width / shrink), channels > 2 ? 3 : 1];
  const data = new Uint8Array(high * wide * colours);
  const from = row * x.dimensions;
  for (let i = 0, to = 0; i < high; i++) {
    for (let j = 0; j < wide; j++) {
      for (let c = 0; c < colours; c++, to++) {
        const [y, z] = [i * shrink, j * shrink];
        const at = channelsFirst ? (c * height + y) * width + z : (y * width + z) * channels + c;
        data[to] = Math.round(Math.max(0, Math.min(255, (x.data[from + at]! + 1) * 127.5)));
      }
    }
  }
  return { height: high, width: wide, channels: colours, data };
}

export class Mosaics {
  readonly #cutter = new TileCutter();
  #shape: ImageShape | undefined;
  #last: { readonly png: Uint8Array; readonly tiles: Tiles | undefined } | undefined;

  /** Samples that were logged as tensors, and so say how large an image is. */
  note(shape: ImageShape): void {
    this.#shape = shape;
  }

  /** What a mosaic is made of; undefined where it is no grid. */
  cut(png: Uint8Array): Tiles | undefined {
    if (this.#last?.png !== png) this.#last = { png, tiles: this.#cut(png) };
    return this.#last.tiles;
  }

  #cut(png: Uint8Array): Tiles | undefined {
    const picture = pictureOf(png);
    if (picture === undefined) return undefined;
    const shape = this.#shape;
    const own = shape === undefined ? undefined : ownGrid(picture, shape);
    if (shape !== undefined && own !== undefined) return whole(picture, own, shape);
    const grid = gridOf(picture);
    const points = grid === undefined ? undefined : this.#cutter.cut(picture);
    if (grid === undefined || points === undefined) return undefined;
    const shrink = Math.ceil(Math.max(grid.height, grid.width) / limits.largestSide);
    const [height, width] = [Math.floor(grid.height / shrink), Math.floor(grid.width / shrink)];
    const channels = points.dimensions / (height * width);
    return { grid, shape: { height, width, channels, channelsFirst: false }, points };
  }
}

/** Where the tiles of a mosaic of ours are; undefined where it is not of images of this shape. */
function ownGrid(picture: Picture, { height, width }: ImageShape): Grid | undefined {
  const rows = (picture.height + ownGap) / (height + ownGap);
  const columns = (picture.width + ownGap) / (width + ownGap);
  if (!Number.isInteger(rows) || !Number.isInteger(columns)) return undefined;
  return { rows, columns, height, width, padding: ownGap, border: false };
}

/** All tiles as they are. */
function whole(picture: Picture, grid: Grid, shape: ImageShape): Tiles {
  const { height, width, channels, channelsFirst } = shape;
  const count = grid.rows * grid.columns;
  const dimensions = height * width * channels;
  const data = new Float32Array(count * dimensions);
  for (let tile = 0; tile < count; tile++) {
    const top = Math.floor(tile / grid.columns) * (height + ownGap);
    const left = (tile % grid.columns) * (width + ownGap);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let c = 0; c < channels; c++) {
          const colour = Math.min(c, picture.channels - 1);
          const value = picture.data[picture.channels * ((top + y) * picture.width + left + x) + colour]!;
          const at = channelsFirst ? (c * height + y) * width + x : (y * width + x) * channels + c;
          data[tile * dimensions + at] = value / 127.5 - 1;
        }
      }
    }
  }
  return { grid, shape, points: { data, count, dimensions } };
}
