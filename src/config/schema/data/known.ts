/** What a data config says about its samples before any of them is drawn or read. */
import type { DataInput } from './index.ts';

export interface KnownData {
  /** Of one sample: `[features]` of points, `[channels, height, width]` of images. */
  readonly shape: readonly number[];
  /** Lowest and highest coordinate of the modes' centres, over all dimensions; of images the range of a pixel. */
  readonly lowest: number;
  readonly highest: number;
  /** How many classes its samples are of, 0 for none; absent where only the file can tell. */
  readonly classes?: number;
}

type Known = {
  readonly [Type in DataInput['type']]: (data: Extract<DataInput, { type: Type }>) => KnownData | undefined;
};

const pixels = { lowest: -1, highest: 1 };

/** One entry for each data set; undefined where only the file can tell. */
const known: Known = {
  ring: ({ modes, radius }) => {
    const angles = Array.from({ length: modes }, (_, mode) => (2 * Math.PI * mode) / modes);
    const coordinates = angles.flatMap((angle) => [radius * Math.cos(angle), radius * Math.sin(angle)]);
    return { shape: [2], classes: modes, ...extentOf(coordinates) };
  },
  grid: ({ side, spacing }) => {
    const reach = ((side - 1) / 2) * spacing;
    return { shape: [2], lowest: -reach, highest: reach, classes: side ** 2 };
  },
  mixture: ({ means }) => ({ shape: [means[0]?.length ?? 0], classes: means.length, ...extentOf(means.flat()) }),
  random: ({ modes, dimensions = 2, extent }) => ({
    shape: [dimensions],
    lowest: -extent,
    highest: extent,
    classes: modes,
  }),
  moons: () => ({ shape: [2], lowest: -1, highest: 2, classes: 2 }),
  spiral: ({ arms = 2, radius }) => ({ shape: [2], lowest: -radius, highest: radius, classes: arms }),
  points: () => undefined,
  digits: () => ({ shape: [1, 8, 8], classes: 10, ...pixels }),
  idx: () => undefined,
  cifar: () => ({ shape: [3, 32, 32], ...pixels }),
  images: ({ width, height, colour }) => {
    const side = width ?? height;
    if (side === undefined) return undefined;
    return { shape: [colour === 'grey' ? 1 : 3, height ?? side, width ?? side], ...pixels };
  },
  arrays: () => undefined,
  stacked: ({ file }) => (file === undefined ? { shape: [3, 8, 8], classes: 1000, ...pixels } : undefined),
};

export function knownData(data: DataInput): KnownData | undefined {
  const describe = known[data.type] as (data: DataInput) => KnownData | undefined;
  return describe(data);
}

function extentOf(numbers: readonly number[]): { lowest: number; highest: number } {
  return {
    lowest: numbers.reduce((a, b) => Math.min(a, b), Infinity),
    highest: numbers.reduce((a, b) => Math.max(a, b), -Infinity),
  };
}
