/** Data set `stacked`: three grey images, drawn independently, as the channels of one (Metz et al. 2017, D.1). */
import type { Random } from '../../random/index.ts';
import { endless } from '../endless.ts';
import { splitRows, type Rows } from '../rows.ts';
import type { ClassLabels, SamplePool } from '../source.ts';
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

function poolOf(rows: Rows, from: Uint32Array, random: Random) {
  const [, ...space] = rows.shape;
  const size = space.reduce((product, each) => product * each, 1);
  const drawn = (n: number, stream: Random): Uint32Array =>
    Uint32Array.from({ length: n * channels }, () => from[stream.integer(from.length)]!);
  const source = endless(
    [channels, ...space],
    (n, stream, out) => drawn(n, stream).forEach((row, i) => rows.copy(row, out, i * size)),
    0,
    random,
  );
  const classes = classesOf(rows, drawn);
  return { ...source, ...(classes !== undefined && { classes }) } satisfies SamplePool;
}

/** The three classes as one number, red's first. */
function classesOf({ labels }: Rows, drawn: (n: number, stream: Random) => Uint32Array): ClassLabels | undefined {
  if (labels === undefined || labels.names.length ** channels > mostClasses) return undefined;
  const { of, names } = labels;
  const all = names.flatMap((red) => names.flatMap((green) => names.map((blue) => `${red}${green}${blue}`)));
  return {
    names: all,
    sample(n, stream) {
      const three = drawn(n, stream);
      return Uint16Array.from({ length: n }, (_, i) =>
        three.subarray(channels * i, channels * (i + 1)).reduce((number, row) => number * names.length + of[row]!, 0),
      );
    },
  };
}
