/** A comparison as tables of words, for both forms of the report. */
import os from 'node:os';
import { titleOf } from '../../prose/index.ts';
import type { Table } from '../../report/page.ts';
import type { Contestant } from './contestants.ts';
import type { Counting } from './counting.ts';
import type { SeedResult } from './results.ts';
import {
  difference,
  estimate,
  measuresFor,
  methods,
  ruleShares,
  valuesOf,
  type Estimate,
  type Measure,
} from './statistics.ts';

export interface Entrant {
  readonly label: string;
  readonly results: readonly SeedResult[];
}

export interface Report {
  readonly title: string;
  readonly lead: readonly string[];
  readonly entrants: readonly Entrant[];
  readonly measures: readonly (Measure & { readonly estimates: readonly Estimate[] })[];
  readonly table: Table;
  readonly findings: Table;
  readonly seeds: Table;
  /** How was counted and estimated. */
  readonly rules: readonly string[];
  readonly centres: readonly (readonly number[])[];
}

export interface ReportOptions {
  readonly contestants: readonly Contestant[];
  /** Of the first config. */
  readonly counting: Counting;
  readonly results: readonly SeedResult[];
  readonly jobs: number;
  readonly version: string;
  /** When it was written. */
  readonly now: Date;
}

export function reportOf({ contestants, counting, results, jobs, version, now }: ReportOptions): Report {
  const entrants = contestants.map(({ label }) => ({
    label,
    results: results.filter(({ config }) => config === label).sort((a, b) => a.seed - b.seed),
  }));
  const most = Math.max(...results.map(({ modes }) => modes));
  const measures = measuresFor(most)
    .map((measure) => ({ ...measure, estimates: entrants.map((each) => estimate(measure, each.results)) }))
    .filter(({ id, estimates }) => id !== 'failed' || estimates.some(({ k }) => k !== 0));
  return {
    title: `Comparison of ${contestants.map(({ label }) => label).join(' and ')}`,
    lead: leadOf(entrants, contestants, jobs, version, now),
    entrants,
    measures,
    table: measureTable(measures, entrants),
    findings: findingTable(entrants),
    seeds: seedTable(measures, entrants),
    rules: [
      ...counting.words,
      `Counted are the last logged samples of each run: ${listOf(results.map(({ samples }) => samples))} of them.`,
      'A run is called collapsed when a finding of mode-collapse or mode-hopping stands at its end.',
      ...methods,
    ],
    centres: counting.centres,
  };
}

function leadOf(
  entrants: readonly Entrant[],
  contestants: readonly Contestant[],
  jobs: number,
  version: string,
  now: Date,
): string[] {
  const runs = entrants.map(({ label, results }, i) => {
    const { steps } = contestants[i]!.config.training;
    return `${label}: ${results.length} seeds of ${steps} steps`;
  });
  const engines = [...new Set(entrants.flatMap(({ results }) => results.map(({ engine }) => engine)))].join(', ');
  const [cpu] = os.cpus();
  const data = new Set(contestants.map(({ config }) => JSON.stringify(config.data)));
  return [
    `${runs.join('; ')}.`,
    `${now.toISOString().slice(0, 10)}, Modescope ${version}, engine ${engines}, Node ${process.versions.node}, ${cpu?.model.trim() ?? 'unknown processor'}, ${os.availableParallelism()} cores, ${jobs} ${jobs === 1 ? 'run' : 'runs'} at a time. Wall times are of this machine as busy as it was.`,
    ...(data.size > 1 ? ['The configs train on different data: their numbers are not of the same thing.'] : []),
  ];
}

function measureTable(
  measures: readonly (Measure & { readonly estimates: readonly Estimate[] })[],
  entrants: readonly Entrant[],
): Table {
  const [first, ...others] = entrants;
  const head = [
    'measure',
    ...entrants.map(({ label }) => label),
    ...others.map(({ label }) => `${label} less ${first!.label}`),
  ];
  return [
    head,
    ...measures.map((measure) => [
      measure.title,
      ...measure.estimates.map((each) => words(each, measure.write)),
      ...others.map(({ results }) => words(difference(measure, results, first!.results), signed(measure.write))),
    ]),
  ];
}

/** `7.2 [6.8, 7.6]`, `8 (all seeds)`, `45 % (9/20) [25.8 %, 65.8 %]`. */
function words({ value, interval: [low, high], k, n }: Estimate, write: (value: number) => string): string {
  if (Number.isNaN(value)) return '–';
  const counted = k === undefined ? '' : ` (${k}/${n})`;
  if (!Number.isNaN(low)) return `${write(value)}${counted} [${write(low)}, ${write(high)}]`;
  return `${write(value)}${n > 1 ? ' (all seeds)' : ''}`;
}

function signed(write: (value: number) => string): (value: number) => string {
  return (value) => `${value > 0 ? '+' : ''}${write(value)}`;
}

function findingTable(entrants: readonly Entrant[]): Table {
  const shares = ruleShares(entrants.map(({ results }) => results));
  const percent = (value: number): string => `${Math.round(100 * value)} %`;
  return [
    ['rule', ...entrants.flatMap(({ label }) => [`${label}: raised`, `${label}: at the end`])],
    ...shares.map(({ rule, raised, open }) => [
      `${titleOf(rule)} (${rule})`,
      ...raised.flatMap((each, i) => [words(each, percent), words(open[i]!, percent)]),
    ]),
  ];
}

function seedTable(measures: readonly Measure[], entrants: readonly Entrant[]): Table {
  const shownMeasures = measures.filter(({ kind }) => kind === 'mean');
  return [
    ['config', 'seed', ...shownMeasures.map(({ title }) => title), 'findings at the end'],
    ...entrants.flatMap(({ label, results }) =>
      results.map((result) => [
        label,
        String(result.seed),
        ...shownMeasures.map((measure) => valuesOf(measure, [result]).map(measure.write)[0] ?? '–'),
        result.findings
          .filter(({ open }) => open)
          .map(({ rule }) => rule)
          .join(', '),
      ]),
    ),
  ];
}

function listOf(numbers: readonly number[]): string {
  return [...new Set(numbers)].sort((a, b) => a - b).join(' or ');
}
