/**
 * `loss_log.txt` as pytorch-CycleGAN-and-pix2pix leaves it (junyanz/pytorch-CycleGAN-and-pix2pix, util/visualizer.py):
 * `(epoch: 1, iters: 100, time: 0.1, data: 0.2) D_A: 0.25 G_A: 0.5 …`. Iterations begin anew with each epoch; the step
 * counts on. What stands there are losses, `D_real` and `D_fake` too.
 */
import { tailLines, type LineParser } from './lines.ts';
import type { LogReader } from './reader.ts';
import { eventOf, scalarValue } from './values.ts';

export const lossLog: LogReader = {
  find: (_folder, names) => names.filter((name) => name === 'loss_log.txt'),
  open: (folder, name) => tailLines(folder, name, parser),
  besideEvents: false,
};

const head = /^\(epoch: (\d+), iters: (\d+),[^)]*\) /;
const pair = /([\w.-]+): (-?(?:\d[\d.]*(?:e[+-]?\d+)?|nan|inf))(?:[ ,]|$)/g;

function parser(file: string): LineParser {
  let epoch = 0;
  let before = 0;
  let last = 0;
  return (line, offset) => {
    const found = head.exec(line);
    if (found === null) return undefined;
    const [start, newEpoch, iterations] = [found[0], Number(found[1]), Number(found[2])];
    if (newEpoch !== epoch) {
      before += last;
      epoch = newEpoch;
    }
    last = iterations;
    const values = [...line.slice(start.length).matchAll(pair)].map(([, name = '', number = '']) =>
      scalarValue(`loss/${name}`, numberOf(number)),
    );
    return eventOf(file, offset, before + iterations, values);
  };
}

function numberOf(text: string): number {
  if (text.endsWith('nan')) return Number.NaN;
  return text.endsWith('inf') ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text);
}
