/** `modescope compare A B … --seeds N`: trains each config over seeds and reports what differs, and how surely. */
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Overrides } from '../checked-config.ts';
import { comparisonsFolder, readContestants, type Contestant } from '../compare/contestants.ts';
import { countingFor } from '../compare/counting.ts';
import { htmlOf } from '../compare/html.ts';
import { markdownOf, tableOf } from '../compare/markdown.ts';
import { measureRun } from '../compare/measure.ts';
import { reportOf } from '../compare/report.ts';
import {
  beginComparison,
  keepResult,
  newestComparison,
  openComparison,
  type Comparison,
  type SeedResult,
} from '../compare/results.ts';
import { trainAll, type Task } from '../compare/train.ts';
import { shown } from '../files.ts';
import { CliError, exit, type Io } from '../io.ts';
import { choiceOf, engineNames, integerBetween } from '../options.ts';
import { createTerminal, duration } from '../terminal.ts';
import type { Finish } from './index.ts';

interface CompareOptions extends Overrides {
  readonly seeds: number;
  readonly resume?: boolean;
  readonly out?: string;
  readonly jobs?: number;
}

export function addCompare(program: Command, io: Io, finish: Finish): void {
  program
    .command('compare')
    .description('train configs over seeds; report modes covered, quality, collapse and findings with their intervals')
    .argument('<file...>', 'configs, *.gan.json')
    .requiredOption('--seeds <n>', 'seeds of each config, from 1 on', integerBetween(1, 10_000))
    .option('--resume', 'go on with the newest comparison of these configs; begin one where there is none')
    .option('--out <dir>', "the comparison's folder; runs/compare/… beside the first config where absent")
    .option('--jobs <n>', 'runs at a time; as many as there are cores where absent', integerBetween(1, 256))
    .option('--steps <n>', "steps to train, in place of the configs'", integerBetween(1, 1e9))
    .option('--engine <name>', `engine, in place of the configs': ${engineNames.join(', ')}`, choiceOf(engineNames))
    .action((files: string[], options: CompareOptions) => finish(compare(io, files, options)));
}

export async function compare(io: Io, files: readonly string[], options: CompareOptions): Promise<number> {
  const { seeds, jobs = os.availableParallelism() } = options;
  const { steps, engine } = options;
  const overrides = { ...(steps !== undefined && { steps }), ...(engine !== undefined && { engine }) };
  const contestants = await readContestants(io, files, overrides);
  const countings = new Map<Contestant, Awaited<ReturnType<typeof countingFor>>>();
  for (const contestant of contestants) countings.set(contestant, await countingFor(contestant));
  const { folder, results: earlier } = comparisonFor(contestants, options);
  const wanted = (result: SeedResult): boolean => result.seed <= seeds;
  const results = earlier.filter(wanted);
  const done = new Set(results.map(({ config, seed }) => `${config} ${seed}`));
  const tasks = Array.from({ length: seeds }, (_, i) => contestants.map((contestant) => ({ contestant, seed: i + 1 })))
    .flat()
    .filter(({ contestant, seed }) => !done.has(`${contestant.label} ${seed}`));

  const terminal = createTerminal(io.out, io.err);
  const all = seeds * contestants.length;
  terminal.line(
    `comparing ${contestants.map(({ label }) => label).join(', ')} over ${seeds} seeds in ${shown(folder)}`,
  );
  if (results.length > 0) terminal.line(`${results.length} of ${all} runs are finished already`);
  const began = performance.now();
  const running = new Set<string>();
  const progress = (): void => {
    const trained = results.length - (all - tasks.length);
    const left = ((performance.now() - began) / 1000) * ((tasks.length - trained) / trained);
    const time = trained === 0 ? '' : ` · ${duration(left)} left`;
    const now = running.size === 0 ? '' : ` · ${[...running].join(', ')}`;
    terminal.progress(`${results.length} of ${all} runs${now}${time}`);
  };
  await trainAll(io, tasks, {
    folder,
    jobs,
    overrides,
    begun: (task) => {
      running.add(nameOf(task));
      progress();
    },
    ended: ({ contestant, seed }, run) => {
      const result = measureRun(run, { ...contestant, seed }, countings.get(contestant)!);
      if (result === undefined) {
        throw new CliError(`${contestant.file}:1:1 the run of seed ${seed} has no samples that could be counted`);
      }
      keepResult(folder, result);
      results.push(result);
      running.delete(nameOf({ contestant, seed }));
      terminal.line(`${nameOf({ contestant, seed })}: ${wordsOf(result)}`);
      progress();
    },
  });
  terminal.clear();
  if (results.length < all) {
    throw new CliError(`${shown(folder)}: stopped, ${results.length} of ${all} runs are finished; go on with --resume`);
  }
  const counting = countings.get(contestants[0]!)!;
  const report = reportOf({ contestants, counting, results, jobs, version: io.version, now: new Date() });
  writeFileSync(join(folder, 'report.md'), markdownOf(report));
  writeFileSync(join(folder, 'report.html'), htmlOf(report));
  terminal.line(`\n${tableOf(report.table)}\n`);
  terminal.line(`report: ${shown(join(folder, 'report.md'))}, ${shown(join(folder, 'report.html'))}`);
  return exit.fine;
}

function comparisonFor(contestants: readonly Contestant[], { resume, out }: CompareOptions): Comparison {
  const parent = comparisonsFolder(contestants);
  const given = out === undefined ? undefined : resolve(out);
  const earlier = resume === true ? (given ?? newestComparison(parent, contestants)) : undefined;
  const opened = earlier === undefined ? undefined : openComparison(earlier, contestants);
  if (opened !== undefined) return opened;
  const labels = contestants.map(({ label }) => label).join('-');
  return beginComparison(given ?? join(parent, `${timeName(new Date())}-${labels.slice(0, 60)}`), contestants);
}

/** `20261124-090318-417`: sorts by time, and two of a second differ. */
function timeName(now: Date): string {
  return now.toISOString().replace(/[-:Z]/g, '').replace(/[T.]/g, '-');
}

const nameOf = ({ contestant, seed }: Task): string => `${contestant.label} seed ${seed}`;

function wordsOf({ covered, modes, highQuality, seconds, state }: SeedResult): string {
  const time = seconds === null ? '' : `, ${duration(seconds)}`;
  const broken = state === 'failed' ? ', nothing but NaN at the end' : '';
  return `covers ${covered} of ${modes} modes, ${Math.round(100 * highQuality)} % high quality${time}${broken}`;
}
