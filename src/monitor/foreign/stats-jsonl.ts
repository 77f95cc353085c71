/**
 * `stats.jsonl` as StyleGAN2-ADA and StyleGAN3 (NVlabs/stylegan3, training/training_loop.py) leave it: a line of JSON a
 * tick, `{ "Loss/G/loss": { "num": …, "mean": …, "std": … }, …, "timestamp": … }`. The step is the thousand images that
 * they count in, as in their event files.
 */
import type { LogEvent } from '../../events/index.ts';
import { tailLines, type LineParser } from './lines.ts';
import type { LogReader } from './reader.ts';
import { eventOf, scalarValue } from './values.ts';

export const statsJsonl: LogReader = {
  find: (_folder, names) => names.filter((name) => name === 'stats.jsonl'),
  open: (folder, name) => tailLines(folder, name, parser),
  besideEvents: false,
};

function parser(file: string): LineParser {
  let lines = 0;
  return (line, offset): LogEvent | undefined => {
    const means = meansOf(line);
    if (means === undefined) return undefined;
    const step = Math.round(means.get('Progress/kimg') ?? lines);
    lines++;
    return eventOf(
      file,
      offset,
      step,
      [...means].map(([tag, mean]) => scalarValue(tag, mean)),
    );
  };
}

/** Undefined where the line is not one of such a file. */
function meansOf(line: string): Map<string, number> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const means = new Map<string, number>();
  for (const [tag, each] of Object.entries(value)) {
    const mean = (each as { mean?: unknown } | null)?.mean;
    if (typeof mean === 'number') means.set(tag, mean);
  }
  return means;
}
