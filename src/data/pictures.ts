/** PNG and JPEG files as bytes, brought to a size. */
import { extname } from 'node:path';
import { convertIndexedToRgb, decode as decodePng, type DecodedPng } from 'fast-png';
import { decode as decodeJpeg } from 'jpeg-js';
import { DataError } from './errors.ts';

/** Pixels of a picture: [height, width, channels]. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 colour. */
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

/** Pixels of a picture at most, before it is brought to a size: a 64-megapixel photograph. */
const mostPixels = 2 ** 26;

const decoders: Readonly<Record<string, (bytes: Buffer) => Picture>> = {
  '.png': fromPng,
  '.jpg': fromJpeg,
  '.jpeg': fromJpeg,
};

export function isPicture(file: string): boolean {
  return extname(file).toLowerCase() in decoders;
}

/**
 * @param bytes of a file that `isPicture`
 * @throws DataError that names the file
 */
export function decodePicture(bytes: Buffer, file: string): Picture {
  try {
    return decoders[extname(file).toLowerCase()]!(bytes);
  } catch (error) {
    if (error instanceof DataError) throw new DataError(error.code, error.message, { file }, { cause: error });
    const why = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 200) : String(error);
    const message = `cannot be decoded (${why}); remove it, or leave out such pictures by "broken": "skip"`;
    throw new DataError('malformed', message, { file }, { cause: error });
  }
}

function fromPng(bytes: Buffer): Picture {
  // The header comes first: signature, then IHDR with width and height
  if (bytes.length >= 24 && bytes.toString('latin1', 1, 4) === 'PNG')
    refuseHuge(bytes.readUInt32BE(16), bytes.readUInt32BE(20));
  const png = decodePng(bytes, { checkCrc: true });
  return png.palette === undefined ? withoutAlpha(eightBits(png)) : withoutAlpha(unindexed(png));
}

function unindexed(png: DecodedPng): Pixels {
  const data = convertIndexedToRgb(png);
  const channels = data.length / (png.width * png.height);
  return { width: png.width, height: png.height, channels, data: Uint8Array.from(data) };
}

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

/** Of each number its eight highest bits; numbers of fewer bits, which are packed row by row, are spread over a byte. */
function eightBits({ width, height, channels, depth, data }: DecodedPng): Pixels {
  if (depth === 8) return { width, height, channels, data: Uint8Array.from(data) };
  if (depth === 16) return { width, height, channels, data: Uint8Array.from(data, (value) => value >> 8) };
  const perByte = 8 / depth;
  const rowBytes = Math.ceil((width * channels) / perByte);
  const most = 2 ** depth - 1;
  const out = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width * channels; x++) {
      const byte = data[y * rowBytes + Math.floor(x / perByte)]!;
      const value = (byte >> (8 - depth * ((x % perByte) + 1))) & most;
      out[y * width * channels + x] = (255 * value) / most;
    }
  }
  return { width, height, channels, data: out };
}

/** Drawn on black. */
function withoutAlpha({ width, height, channels, data }: Pixels): Picture {
  if (channels === 1 || channels === 3) return { width, height, channels, data };
  const colours = channels === 2 ? 1 : 3;
  const out = new Uint8Array(width * height * colours);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const alpha = data[pixel * channels + colours]! / 255;
    for (let c = 0; c < colours; c++) out[pixel * colours + c] = Math.round(data[pixel * channels + c]! * alpha);
  }
  return { width, height, channels: colours, data: out };
}

function fromJpeg(bytes: Buffer): Picture {
  const { width, height, data } = decodeJpeg(bytes, {
    useTArray: true,
    formatAsRGBA: false,
    tolerantDecoding: false,
    maxResolutionInMP: mostPixels / 1e6,
    maxMemoryUsageInMB: 1024,
  });
  return { width, height, channels: 3, data };
}

function refuseHuge(width: number, height: number): void {
  if (width * height <= mostPixels) return;
  throw new DataError('too-large', `is ${width} x ${height} pixels, more than ${mostPixels} together; make it smaller`);
}

export interface Target {
  readonly width: number;
  readonly height: number;
  readonly fit: 'crop' | 'stretch';
}

/**
 * A picture brought to a size: each new pixel is the mean of the area that it covers in the old one. Cropped, the
 * largest middle part of the target's proportions is taken.
 */
export function resized(picture: Picture, { width, height, fit }: Target): Picture {
  const { channels, data } = picture;
  if (picture.width === width && picture.height === height) return picture;
  const scale = Math.min(picture.width / width, picture.height / height);
  const [partWidth, partHeight] = fit === 'stretch' ? [picture.width, picture.height] : [scale * width, scale * height];
  const [left, top] = [(picture.width - partWidth) / 2, (picture.height - partHeight) / 2];
  const across = shares(left, partWidth / width, width, picture.width);
  const down = shares(top, partHeight / height, height, picture.height);
  const out = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (const { at: row, share } of down[y]!) {
          const from = row * picture.width;
          for (const { at, share: also } of across[x]!) sum += share * also * data[(from + at) * channels + c]!;
        }
        out[(y * width + x) * channels + c] = Math.round(sum);
      }
    }
  }
  return { width, height, channels, data: out };
}

/** Which old pixels each new one covers along one axis, and by which share of itself. */
function shares(from: number, step: number, count: number, most: number): { at: number; share: number }[][] {
  return Array.from({ length: count }, (_, i) => {
    const [begin, end] = [from + i * step, from + (i + 1) * step];
    const covered: { at: number; share: number }[] = [];
    for (let at = Math.max(0, Math.floor(begin)); at < Math.min(most, end); at++) {
      const share = (Math.min(end, at + 1) - Math.max(begin, at)) / step;
      if (share > 1e-9) covered.push({ at, share });
    }
    return covered;
  });
}

/** Puts a picture into [channels, height, width] from `to` on; brightness by ITU-R BT.601 where it is made grey. */
export function intoPlanes(
  { width, height, channels, data }: Picture,
  wanted: 1 | 3,
  out: Uint8Array,
  to: number,
): void {
  const places = width * height;
  for (let place = 0; place < places; place++) {
    const from = place * channels;
    if (channels === 3 && wanted === 1) {
      out[to + place] = Math.round(0.299 * data[from]! + 0.587 * data[from + 1]! + 0.114 * data[from + 2]!);
      continue;
    }
    for (let c = 0; c < wanted; c++) out[to + c * places + place] = data[from + (channels === 3 ? c : 0)]!;
  }
}
