/** Logged samples as files and pictures: arrays for NumPy, grids of images, clouds of points. */
import { writeNpy } from '../data/index.ts';
import { pointsOf } from '../monitor/index.ts';
import { planeOf } from '../monitor/projection.ts';
import type { PointCloud } from '../protocol/index.ts';
import type { Drawing, Ink, Mark } from './drawing.ts';
import { ReportError } from './errors.ts';
import { pngOf } from './drawing-png.ts';
import type { LoggedSamples, RunData } from './run-data.ts';
import { tilesPng } from './tiles.ts';

/** Images on a sheet at most. */
const mostTiles = 64;

/** The generated samples as they were logged, float32. @throws ReportError where none were */
export function samplesNpy({ generated, folder }: RunData): Uint8Array {
  if (generated === undefined) throw new ReportError(`${folder}: logged no samples as numbers`);
  const { data, shape } = generated.tensor;
  return writeNpy(Float32Array.from(data), shape);
}

/** The generated samples as a picture: a grid of images, or points in the plane. @throws ReportError where there is none */
export function samplesPng(data: RunData): Uint8Array {
  const picture = imagesOf(data.generated) ?? data.mosaic?.png;
  if (picture !== undefined) return picture;
  const [, drawing] = cloudsOf(data) ?? [];
  if (drawing === undefined) throw new ReportError(`${data.folder}: logged no samples that can be drawn`);
  return pngOf(drawing);
}

/** Some images of [n, height, width, channels] or [n, channels, height, width] as one PNG; undefined where they are none. */
export function imagesOf(samples: LoggedSamples | undefined): Uint8Array | undefined {
  if (samples === undefined) return undefined;
  const { data, shape } = samples.tensor;
  const image = imageShape(shape.slice(1));
  if (image === undefined) return undefined;
  const size = image.height * image.width * image.channels;
  const count = Math.min(mostTiles, shape[0]!);
  return sheetOf(Float32Array.from(data.subarray(0, count * size)), image, Math.ceil(Math.sqrt(count)));
}

/** One image, as it stands in a list of samples. */
export function imageOf(sample: Float32Array, shape: readonly number[]): Uint8Array | undefined {
  const image = imageShape(shape);
  return image === undefined ? undefined : sheetOf(sample, image, 1);
}

interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  readonly channelsFirst: boolean;
}

/** Our own logs have the channels last; others may have them first. */
function imageShape(shape: readonly number[]): ImageShape | undefined {
  const [a, b, c] = shape;
  if (shape.length !== 3 || a === undefined || b === undefined || c === undefined) return undefined;
  if (c === 1 || c === 3) return { height: a, width: b, channels: c, channelsFirst: false };
  return a === 1 || a === 3 ? { height: b, width: c, channels: a, channelsFirst: true } : undefined;
}

function sheetOf(
  values: Float32Array,
  { height, width, channels, channelsFirst }: ImageShape,
  columns: number,
): Uint8Array {
  if (channelsFirst) return tilesPng(values, [channels, height, width], columns);
  const plane = height * width;
  const size = plane * channels;
  const turned = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const [image, place, channel] = [Math.floor(i / size), Math.floor((i % size) / channels), i % channels];
    turned[image * size + channel * plane + place] = values[i]!;
  }
  return tilesPng(turned, [channels, height, width], columns);
}

const side = 320;

/** Real and generated samples in the same frame; `real` is missing where none were logged. Undefined for images. */
export function cloudsOf({ real, generated, status }: RunData): [Drawing | undefined, Drawing] | undefined {
  const made = generated && pointsOf(generated.tensor);
  if (generated === undefined || made === undefined || generated.tensor.shape.length !== 2) return undefined;
  const actual = real && pointsOf(real.tensor);
  const comparable = actual?.dimensions === made.dimensions ? actual : undefined;
  const plane = planeOf(comparable ?? made);
  const clouds = [comparable && plane.place(comparable, 1), plane.place(made, 1)] as const;
  const frame = frameOf(clouds[0] ?? clouds[1]);
  const draw = (cloud: PointCloud, ink: Ink): Drawing => ({
    width: side,
    height: side,
    title: status.name,
    marks: [border, dots(cloud, frame, ink)],
  });
  return [clouds[0] && draw(clouds[0], 0), draw(clouds[1], 1)];
}

const border: Mark = {
  kind: 'line',
  points: [0.5, 0.5, side - 0.5, 0.5, side - 0.5, side - 0.5, 0.5, side - 0.5, 0.5, 0.5],
  ink: 'grid',
  width: 1,
};

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly half: number;
}

/** Holds most of the points with room around them; a few may be far away. */
function frameOf({ xy }: PointCloud): Frame {
  const along = (axis: 0 | 1): [number, number] => {
    const sorted = xy.filter((value, i) => i % 2 === axis && Number.isFinite(value)).sort();
    const skip = Math.floor(0.01 * sorted.length);
    const [low = 0, high = 1] = [sorted[skip], sorted[sorted.length - 1 - skip]];
    return [(low + high) / 2, (high - low) / 2];
  };
  const [[x, halfX], [y, halfY]] = [along(0), along(1)];
  return { x, y, half: 1.35 * Math.max(halfX, halfY, 1e-6) };
}

function dots({ xy }: PointCloud, { x, y, half }: Frame, ink: Ink): Mark {
  const points: number[] = [];
  for (let i = 0; i < xy.length; i += 2) {
    const px = (side / 2) * (1 + (xy[i]! - x) / half);
    const py = (side / 2) * (1 - (xy[i + 1]! - y) / half);
    if (px >= 2 && px <= side - 2 && py >= 2 && py <= side - 2) points.push(px, py);
  }
  return { kind: 'dots', points, ink, width: 3 };
}
