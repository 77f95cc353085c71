/** Seeds into numbers with intervals. */
import {
  bootstrapResamples,
  meanInterval,
  shareDifferenceInterval,
  wilsonInterval,
  type Interval,
} from '../../metrics/index.ts';
import type { RuleId } from '../../protocol/index.ts';
import type { SeedResult } from './results.ts';

/** One measure of one config: a mean over seeds, or a share of them. */
export interface Estimate {
  readonly value: number;
  /** NaN where seeds do not differ: then the seeds say nothing of the spread. */
  readonly interval: Interval;
  /** Seeds that it is of. */
  readonly n: number;
  /** Of a share: in so many of them. */
  readonly k?: number;
}

export interface Measure {
  readonly id: string;
  readonly title: string;
  readonly kind: 'mean' | 'share';
  /** How a value is written. */
  readonly write: (value: number) => string;
  /** Of one seed; for shares 1 or 0; null where it has none. */
  readonly of: (result: SeedResult) => number | null;
  /** Largest possible value, where there is one. */
  readonly most?: number;
}

const upTo = (digits: number) => (value: number) => String(Number(value.toFixed(digits)));
const percent = (value: number) => `${upTo(1)(100 * value)} %`;
const yes = (is: boolean) => (is ? 1 : 0);

/** @param modes modes of the data, for the titles */
export function measuresFor(modes: number): readonly Measure[] {
  const mean = { kind: 'mean', write: upTo(2) } as const;
  const share = { kind: 'share', write: percent, most: 1 } as const;
  return [
    { id: 'covered', title: `modes covered, of ${modes}`, ...mean, of: ({ covered }) => covered, most: modes },
    { id: 'touched', title: `modes with any sample, of ${modes}`, ...mean, of: ({ touched }) => touched, most: modes },
    { id: 'all', title: 'all modes covered: seeds', ...share, of: (each) => yes(each.covered === each.modes) },
    { id: 'none', title: 'no mode covered: seeds', ...share, of: ({ covered }) => yes(covered === 0) },
    { id: 'quality', title: 'high quality', ...mean, write: percent, of: ({ highQuality }) => highQuality, most: 1 },
    { id: 'reverse-kl', title: 'reverse KL, nats', ...mean, of: ({ reverseKl }) => reverseKl },
    { id: 'collapsed', title: 'collapsed at the end: seeds', ...share, of: ({ collapsed }) => yes(collapsed) },
    { id: 'failed', title: 'nothing but NaN at the end: seeds', ...share, of: ({ state }) => yes(state === 'failed') },
    { id: 'seconds', title: 'wall time of a run, s', ...mean, write: upTo(1), of: ({ seconds }) => seconds },
  ];
}

export function estimate(measure: Measure, results: readonly SeedResult[]): Estimate {
  const values = valuesOf(measure, results);
  const n = values.length;
  if (measure.kind === 'share') {
    const k = values.filter((value) => value === 1).length;
    return { value: n === 0 ? Number.NaN : k / n, interval: wilsonInterval(k, n), n, k };
  }
  return { value: meanOf(values), interval: meanInterval(values), n };
}

/**
 * How much more `results` have than `reference`: means by seeds that both have, in pairs; shares as of independent seeds.
 */
export function difference(
  measure: Measure,
  results: readonly SeedResult[],
  reference: readonly SeedResult[],
): Estimate {
  if (measure.kind === 'share') {
    const [one, other] = [estimate(measure, results), estimate(measure, reference)];
    return {
      value: one.value - other.value,
      interval: shareDifferenceInterval(one.k!, one.n, other.k!, other.n),
      n: Math.min(one.n, other.n),
    };
  }
  const pairs = results.flatMap((result) => {
    const other = reference.find(({ seed }) => seed === result.seed);
    const [a, b] = [measure.of(result), other === undefined ? null : measure.of(other)];
    return a === null || b === null ? [] : [a - b];
  });
  return { value: meanOf(pairs), interval: meanInterval(pairs), n: pairs.length };
}

export function valuesOf({ of }: Measure, results: readonly SeedResult[]): number[] {
  return results.map(of).filter((value) => value !== null);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export interface RuleShare {
  readonly rule: RuleId;
  /** Seeds in which it said anything, for each config. */
  readonly raised: readonly Estimate[];
  /** And those in which it still did at the end. */
  readonly open: readonly Estimate[];
}

/** Rules that said anything in any seed, those of most seeds first. */
export function ruleShares(perConfig: readonly (readonly SeedResult[])[]): RuleShare[] {
  const rules = new Set(perConfig.flat().flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  const shareOf = (results: readonly SeedResult[], has: (result: SeedResult) => boolean): Estimate => {
    const [k, n] = [results.filter(has).length, results.length];
    return { value: k / n, interval: wilsonInterval(k, n), n, k };
  };
  const shares = [...rules].map((rule) => ({
    rule,
    raised: perConfig.map((results) => shareOf(results, (each) => each.findings.some((found) => found.rule === rule))),
    open: perConfig.map((results) =>
      shareOf(results, (each) => each.findings.some((found) => found.rule === rule && found.open)),
    ),
  }));
  const total = ({ raised }: RuleShare): number => raised.reduce((sum, { k }) => sum + k!, 0);
  return shares.sort((a, b) => total(b) - total(a) || (a.rule < b.rule ? -1 : 1));
}

/** How the intervals were made, a sentence each. */
export const methods: readonly string[] = [
  `Intervals are of 95 %. Of a mean over seeds: bias-corrected and accelerated bootstrap (Efron 1987), ${bootstrapResamples} resamples of the seeds; none where all seeds are equal. Of a share of seeds: Wilson's score interval (1927).`,
  "Differences are against the first config: of means, the same bootstrap of the differences by seed; of shares, Newcombe's interval (1998, method 10). One that does not hold 0 is more than chance, one comparison at a time.",
];
