/**
 * Judges every run below a folder and, where the truth is known, the judge:
 *
 *     node dist/collapsebench.mjs DIR [--every N] [--findings OUT.json] [--json]
 *
 * --every 2 leaves out every second snapshot of the samples, as if they had been logged half as often: what is counted in
 * snapshots is counted in those.
 *
 * Truth is read from DIR/index.json after all findings have been made; without it the findings alone are written.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Finding } from '../protocol/index.ts';
import type { EventValue } from '../events/index.ts';
import { RunMonitor } from './run-monitor.ts';
import { score, type Score, type Share, type Truth } from './score.ts';
import { findLogs, tailLog } from './source.ts';
import { watchOnce } from './watch.ts';

const usage = 'usage: collapsebench DIR [--every N] [--findings OUT.json] [--json]';

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      every: { type: 'string', default: '1' },
      findings: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const [dir] = positionals;
  const every = Number(values.every);
  if (dir === undefined || positionals.length > 1 || !(Number.isInteger(every) && every >= 1)) throw new Error(usage);
  const { runs, findings, problems } = every === 1 ? watchOnce(dir) : { ...thinned(dir, every), problems: [] };
  const perRun: Record<string, Finding[]> = Object.fromEntries(runs.map((run) => [run, []]));
  for (const finding of findings) perRun[finding.run]?.push(finding);
  for (const { run, message } of problems) process.stderr.write(`${run}: ${message}\n`);
  if (values.findings !== undefined) writeFileSync(values.findings, `${JSON.stringify(perRun, null, 1)}\n`);
  const truth = join(dir, 'index.json');
  const index = existsSync(truth) ? (JSON.parse(readFileSync(truth, 'utf8')) as Record<string, Truth>) : undefined;
  const result = index === undefined ? undefined : score(asLogged(index, every), perRun);
  if (values.json === true)
    process.stdout.write(`${JSON.stringify({ runs: runs.length, findings: perRun, score: result }, null, 1)}\n`);
  else process.stdout.write(result === undefined ? list(perRun) : table(result, runs.length));
}

/** The truth of runs whose snapshots are `every` times as far apart. */
function asLogged(index: Readonly<Record<string, Truth>>, every: number): Record<string, Truth> {
  return Object.fromEntries(
    Object.entries(index).map(([run, truth]) => [run, { ...truth, sample_every: truth.sample_every * every }]),
  );
}

/** Findings from the first, and then every n-th, snapshot of each log. */
function thinned(dir: string, every: number): { readonly runs: readonly string[]; readonly findings: Finding[] } {
  const runs = findLogs(dir);
  const findings = runs.flatMap((run) => {
    const monitor = new RunMonitor({ run });
    const tail = tailLog(join(dir, run));
    const seen = new Map<string, number>();
    const isKept = ({ tag, kind }: EventValue): boolean => {
      if (kind !== 'tensor' || !tag.includes('generated')) return true;
      const before = seen.get(tag) ?? 0;
      seen.set(tag, before + 1);
      return before % every === 0;
    };
    do {
      for (const event of tail.poll())
        monitor.feed('values' in event ? { ...event, values: event.values.filter(isKept) } : event);
    } while (tail.behind);
    return [...monitor.findings];
  });
  return { runs, findings };
}

function list(perRun: Readonly<Record<string, readonly Finding[]>>): string {
  const lines = Object.entries(perRun).map(([run, findings]) => {
    const open = findings.filter(({ to, severity }) => to === null && severity !== 'information');
    return `${run}: ${open.map(({ rule, raised }) => `${rule} since ${raised}`).join(', ') || 'nothing open'}`;
  });
  return `${lines.join('\n')}\n`;
}

function share({ k, n, interval: [low, high] }: Share): string {
  return n === 0 ? '-' : `${(k / n).toFixed(3)} (${k} of ${n}, ${low.toFixed(3)} to ${high.toFixed(3)})`;
}

/** As Markdown, for the README. */
function table(result: Score, runs: number): string {
  const rows = Object.entries(result.perGroup).map(
    ([group, { precision, recall, exact }]) =>
      `| ${group.replace('_', ' ')} | ${share(precision)} | ${share(recall)} | ${share(exact)} |`,
  );
  return [
    `| ${runs} labelled runs | precision (95 %) | recall (95 %) | named exactly (95 %) |`,
    '|---|---|---|---|',
    ...rows,
    `| **all** | ${share(result.precision)} | ${share(result.recall)} | ${share(result.exact)} |`,
    '',
    `Healthy runs with a false warning: ${share(result.alarmedHealthy)}. ` +
      `Delay from the onset, in snapshots: median ${result.medianDelay}, 90 %: ${result.delay90}.`,
    '',
    ...result.misses.map(
      ({ run, label, onset, raised }) =>
        `missed: ${run} (${label} since ${onset}); raised: ${raised.join(' ') || 'nothing'}`,
    ),
    ...result.falseAlarms.map(
      ({ run, label, group, raised, healthy }) =>
        `false alarm: ${run} (${label}): ${group} from ${raised}${healthy ? ' in a healthy stretch' : ''}`,
    ),
    '',
  ].join('\n');
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
