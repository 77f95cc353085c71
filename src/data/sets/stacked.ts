/** Data set `stacked`: three grey images, drawn independently, as the channels of one (Metz et al. 2017, D.1). */
import type { Random } from '../../random/index.ts';
import { endless } from '../endless.ts';
import { splitRows, type RowLabels, type Rows } from '../rows.ts';
import type { DataSource } from '../source.ts';
import { readDigits } from './digits.ts';
import { readIdxImages } from './idx.ts';
import type { DataSet } from './index.ts';

const channels = 3;
/** Classes told apart at most: ten of each channel. */
const mostClasses = 1000;

export const stacked: DataSet<'stacked'> = async ({ file, labels, holdout }, { random }) => {
  const rows = file === undefined ? await readDigits() : await readIdxImages(file, labels);
  const { training, heldOut } = splitRows(rows.count, holdout, random, file ?? 'digits');
  const source = poolOf(rows, training, random.split('order'));
  // Held out are grey images, not just their compositions.
  return { ...source, ...(heldOut.length > 0 && { holdout: poolOf(rows, heldOut, random.split('held out')) }) };
};

function poolOf(rows: Rows, from: Uint32Array, random: Random): DataSource {
  const [, ...space] = rows.shape;
  const size = space.reduce((product, each) => product * each, 1);
  const { labels } = rows;
  const named = labels !== undefined && composedClasses(labels.names.length) > 0 ? labels : undefined;
  return endless({
    shape: [channels, ...space],
    draw(n, stream, out, classes) {
      const drawn = Uint32Array.from({ length: n * channels }, () => from[stream.integer(from.length)]!);
      drawn.forEach((row, i) => rows.copy(row, out, i * size));
      if (classes === undefined || named === undefined) return;
      for (let i = 0; i < n; i++) classes[i] = composed(drawn.subarray(channels * i, channels * (i + 1)), named);
    },
    holdout: 0,
    random,
    ...(named !== undefined && { names: namesOf(named) }),
  });
}

/** How many classes there are of so many of one channel; 0 where they are too many to be told apart. */
export function composedClasses(each: number): number {
  const all = each ** channels;
  return all <= mostClasses ? all : 0;
}

/** The three classes as one number, red's first. */
function composed(three: Uint32Array, { of, names }: RowLabels): number {
  return three.reduce((number, row) => number * names.length + of[row]!, 0);
}

function namesOf({ names }: RowLabels): string[] {
  return names.flatMap((red) => names.flatMap((green) => names.map((blue) => `${red}${green}${blue}`)));
}
