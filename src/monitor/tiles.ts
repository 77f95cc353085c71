/**
 * Grids of images, as most image GANs log them, cut into the images that they are made of: with lines of one colour
 * between them (torchvision's make_grid) or without (as in many TensorFlow tutorials).
 */
import { decode } from 'fast-png';
import type { Points } from '../metrics/index.ts';
import { tiles as limits } from './thresholds.ts';

/** [height, width, channels], row by row, 0 to 255. */
export interface Picture {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly data: ArrayLike<number>;
}

/** Where the tiles of a grid are. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
  readonly height: number;
  readonly width: number;
  /** Pixels between two tiles, and around all where `border`. */
  readonly padding: number;
  readonly border: boolean;
}

/** @returns undefined for what is no PNG, is larger than any grid needs to be, or cannot be decoded */
export function pictureOf(png: Uint8Array): Picture | undefined {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  // The header comes first: what it claims is looked at before anything is allocated.
  if (png.length < 33 || view.getUint32(0) !== 0x89504e47) return undefined;
  if (view.getUint32(16) * view.getUint32(20) > limits.mostPixels) return undefined;
  try {
    const { width, height, channels, depth, data, palette } = decode(png);
    if (palette !== undefined) return undefined;
    const colours = channels > 2 ? 3 : 1;
    const scale = depth === 16 ? 257 : depth === 8 ? 1 : (2 ** depth - 1) / 255;
    const pixels = new Uint8Array(width * height * colours);
    for (let i = 0, to = 0; i < width * height; i++) {
      for (let c = 0; c < colours; c++) pixels[to++] = data[i * channels + c]! / scale;
    }
    return { height, width, channels: colours, data: pixels };
  } catch (error) {
    // The decoder has no errors of its own kind; what a damaged file makes it throw says the same: no picture.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** The grid that a picture is; undefined where it does not look like one, or is too plain to tell. */
export function gridOf(picture: Picture): Grid | undefined {
  return paddedGrid(picture) ?? plainGrid(picture);
}

/** Of all ways to cut along lines of one colour, square tiles first, then the usual padding, then the smallest tiles. */
function paddedGrid(picture: Picture): Grid | undefined {
  const lines = { y: linesAlong(picture, true), x: linesAlong(picture, false) };
  const found: Grid[] = [];
  for (let padding = 1; padding <= limits.mostPadding; padding++) {
    const heights = periods(lines.y, padding);
    const widths = periods(lines.x, padding);
    for (const height of heights) {
      for (const width of widths) {
        const rows = (picture.height - padding) / (height + padding);
        const columns = (picture.width - padding) / (width + padding);
        if (rows * columns >= 2) found.push({ rows, columns, height, width, padding, border: true });
      }
    }
  }
  const rank = ({ height, width, padding }: Grid): number =>
    (height === width ? 0 : 1e9) + (padding === limits.usualPadding ? 0 : 1e6) + height * width;
  const best = found.sort((a, b) => rank(a) - rank(b))[0];
  return best !== undefined && hasContent(picture, best) ? best : undefined;
}

/** Which rows (or columns) have the colour of the corner from end to end. */
function linesAlong({ height, width, channels, data }: Picture, isRow: boolean): boolean[] {
  const [many, long] = isRow ? [height, width] : [width, height];
  return Array.from({ length: many }, (_, i) => {
    for (let j = 0; j < long; j++) {
      const at = channels * (isRow ? i * width + j : j * width + i);
      for (let c = 0; c < channels; c++) if (data[at + c] !== data[c]) return false;
    }
    return true;
  });
}

/** Tile sizes for which a line of one colour stands wherever one has to be. */
function periods(isLine: readonly boolean[], padding: number): number[] {
  const size = isLine.length;
  const sizes: number[] = [];
  for (let tile = limits.smallest; tile + 2 * padding <= size; tile++) {
    if ((size - padding) % (tile + padding) !== 0) continue;
    let all = true;
    for (let at = 0; at < size && all; at += tile + padding) {
      for (let k = 0; k < padding; k++) all &&= isLine[at + k] === true;
    }
    if (all) sizes.push(tile);
  }
  return sizes;
}

/** Whether most of the tiles are no plain areas, from which any cut could be read. */
function hasContent(picture: Picture, grid: Grid): boolean {
  let plain = 0;
  for (let tile = 0; tile < grid.rows * grid.columns; tile++) if (isPlain(picture, grid, tile)) plain++;
  return plain <= (grid.rows * grid.columns) / 2;
}

/** Without lines, tiles show as a period in how bright rows and columns are and how much they differ from the next. */
function plainGrid(picture: Picture): Grid | undefined {
  const y = strengths(picture, true);
  const x = strengths(picture, false);
  let best: { readonly grid: Grid; readonly strength: number } | undefined;
  // Ever smaller ones, which have to be about as good: every multiple of a period is one, too.
  for (const height of [...y.keys()].sort((a, b) => b - a)) {
    const width = height;
    const rows = picture.height / height;
    const columns = picture.width / width;
    if (!x.has(width) && columns !== 1) continue;
    if (rows * columns < 2) continue;
    const along = [...(rows === 1 ? [] : [y.get(height)!]), ...(columns === 1 ? [] : [x.get(width)!])];
    const strength = along.reduce((sum, each) => sum + each / along.length, 0);
    if (Math.min(...along) < limits.periodEach) continue;
    if (strength < limits.period || strength < limits.asGood * (best?.strength ?? 0)) continue;
    best = { grid: { rows, columns, height, width, padding: 0, border: false }, strength };
  }
  return best !== undefined && hasContent(picture, best.grid) ? best.grid : undefined;
}

/** For each tile size that divides the picture: the share of a profile's variance that its period explains, adjusted. */
function strengths(picture: Picture, isRow: boolean): Map<number, number> {
  const profiles = profilesAlong(picture, isRow);
  const size = profiles[0]!.length;
  const result = new Map<number, number>();
  for (let tile = limits.smallest; tile <= size; tile++) {
    if (size % tile !== 0) continue;
    result.set(tile, tile === size ? 0 : Math.max(...profiles.map((profile) => explained(profile, tile))));
  }
  return result;
}

/** Mean brightness of each row (or column), and its mean difference from the one before. */
function profilesAlong({ height, width, channels, data }: Picture, isRow: boolean): Float64Array[] {
  const [many, long] = isRow ? [height, width] : [width, height];
  const [step, next] = isRow ? [width * channels, channels] : [channels, width * channels];
  const bright = new Float64Array(many);
  const edges = new Float64Array(many);
  for (let i = 0; i < many; i++) {
    for (let j = 0; j < long; j++) {
      for (let c = 0; c < channels; c++) {
        const at = i * step + j * next + c;
        bright[i]! += data[at]! / (long * channels);
        if (i > 0) edges[i]! += Math.abs(data[at]! - data[at - step]!) / (long * channels);
      }
    }
  }
  return [bright, edges];
}

function explained(profile: Float64Array, period: number): number {
  const n = profile.length;
  const mean = profile.reduce((a, b) => a + b, 0) / n;
  const phases = new Float64Array(period);
  for (let i = 0; i < n; i++) phases[i % period]! += profile[i]! / (n / period);
  let total = 0;
  let rest = 0;
  for (let i = 0; i < n; i++) {
    total += (profile[i]! - mean) ** 2;
    rest += (profile[i]! - phases[i % period]!) ** 2;
  }
  return total === 0 ? 0 : 1 - rest / (n - period) / (total / (n - 1));
}

function cornerOf({ columns, height, width, padding, border }: Grid, tile: number): { y: number; x: number } {
  const edge = border ? padding : 0;
  return {
    y: edge + Math.floor(tile / columns) * (height + padding),
    x: edge + (tile % columns) * (width + padding),
  };
}

/** One colour all over, as the places that are left over in the last row. */
function isPlain({ width, channels, data }: Picture, grid: Grid, tile: number): boolean {
  const { y, x } = cornerOf(grid, tile);
  const first = channels * (y * width + x);
  for (let i = 0; i < grid.height; i++) {
    for (let j = 0; j < grid.width; j++) {
      const at = channels * ((y + i) * width + x + j);
      for (let c = 0; c < channels; c++) if (data[at + c] !== data[first + c]) return false;
    }
  }
  return true;
}

/**
 * Cuts the grids of one run. The layout of grids of one size, and whether there is colour, are settled by the first that
 * tells, so that all samples are alike.
 */
export class TileCutter {
  readonly #grids = new Map<string, Grid>();
  #channels: number | undefined;

  /** Tiles as samples in [-1, 1], larger ones made smaller. Undefined where the picture is no grid. */
  cut(picture: Picture): Points | undefined {
    const key = `${picture.height} ${picture.width}`;
    const grid = this.#grids.get(key) ?? gridOf(picture);
    if (grid === undefined) return undefined;
    this.#grids.set(key, grid);
    this.#channels ??= isGrey(picture) ? 1 : picture.channels;
    let count = Math.min(grid.rows * grid.columns, limits.mostTiles);
    while (count > 1 && isPlain(picture, grid, count - 1)) count--;
    return tilesOf(picture, grid, count, this.#channels);
  }
}

function isGrey({ channels, data }: Picture): boolean {
  if (channels === 1) return true;
  for (let i = 0; i < data.length; i += 3) if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) return false;
  return true;
}

/** @returns [count, height / s * width / s * channels], s the whole number that makes the sides small enough */
function tilesOf(picture: Picture, grid: Grid, count: number, channels: number): Points {
  const shrink = Math.ceil(Math.max(grid.height, grid.width) / limits.largestSide);
  const high = Math.floor(grid.height / shrink);
  const wide = Math.floor(grid.width / shrink);
  const dimensions = high * wide * channels;
  const data = new Float32Array(count * dimensions);
  const weight = 1 / (127.5 * shrink * shrink * (picture.channels / Math.min(channels, picture.channels)));
  for (let tile = 0; tile < count; tile++) {
    const { y, x } = cornerOf(grid, tile);
    const from = tile * dimensions;
    data.fill(-1, from, from + dimensions);
    for (let i = 0; i < high * shrink; i++) {
      for (let j = 0; j < wide * shrink; j++) {
        const at = picture.channels * ((y + i) * picture.width + x + j);
        const to = from + channels * (Math.floor(i / shrink) * wide + Math.floor(j / shrink));
        // Colours become the mean of them where the run is grey, grey each of them where it is not.
        if (picture.channels <= channels) {
          for (let c = 0; c < channels; c++) {
            data[to + c]! += picture.data[at + Math.min(c, picture.channels - 1)]! / (127.5 * shrink * shrink);
          }
        } else for (let c = 0; c < picture.channels; c++) data[to]! += picture.data[at + c]! * weight;
      }
    }
  }
  return { data, count, dimensions };
}
