/**
 * How right findings are, on runs whose truth is known: the same figures as the corpus' own scorer. Only warnings and
 * errors count, only of rules that name a labelled failure, each group of them once a run.
 */
import { wilsonInterval } from '../metrics/index.ts';
import type { Finding, RuleId } from '../protocol/index.ts';

/** What index.json says of a run. */
export interface Truth {
  readonly label: string;
  readonly onset_step: number | null;
  readonly also_acceptable?: readonly string[];
  readonly last_step: number;
  readonly sample_every: number;
  readonly timeline: readonly { readonly state: string; readonly from: number; readonly to: number }[];
}

const groups: Readonly<Record<string, readonly RuleId[]>> = {
  mode_collapse: ['mode-collapse'],
  mode_dropping: ['mode-dropping'],
  mode_hopping: ['mode-hopping'],
  no_overlap: ['no-overlap'],
  diverged: ['diverging', 'non-finite', 'exploding-gradient'],
  memorised: ['memorisation'],
};
const groupOf = new Map<string, string>(
  Object.entries(groups).flatMap(([group, rules]) => rules.map((rule) => [rule, group] as const)),
);

/** Snapshots allowed to close after recovery. */
const grace = 2;
/** Share of the rest of the log for which findings must stay up. */
const uptime = 0.75;
/** Snapshots after the onset by which a finding must have been raised. */
const latest = 8;

export interface Share {
  readonly k: number;
  readonly n: number;
  /** Wilson's interval, 95 %. */
  readonly interval: readonly [number, number];
}

export interface Miss {
  readonly run: string;
  readonly label: string;
  readonly onset: number | null;
  readonly raised: readonly string[];
}

export interface FalseAlarm {
  readonly run: string;
  readonly label: string;
  readonly group: string;
  readonly raised: number;
  readonly healthy: boolean;
}

export interface Score {
  readonly precision: Share;
  readonly recall: Share;
  readonly exact: Share;
  readonly alarmedHealthy: Share;
  /** In snapshots; NaN where nothing was recognised. */
  readonly medianDelay: number;
  readonly delay90: number;
  readonly perGroup: Readonly<
    Record<string, { readonly precision: Share; readonly recall: Share; readonly exact: Share }>
  >;
  readonly misses: readonly Miss[];
  readonly falseAlarms: readonly FalseAlarm[];
}

interface Span {
  readonly raised: number;
  readonly to: number;
  readonly open: boolean;
}

class Tally {
  k = 0;
  n = 0;
  add(hit: boolean): void {
    this.n++;
    if (hit) this.k++;
  }
  share(): Share {
    return { k: this.k, n: this.n, interval: wilsonInterval(this.k, this.n) };
  }
}

/** @param findings per run id; a run without an entry has none */
export function score(
  index: Readonly<Record<string, Truth>>,
  findings: Readonly<Record<string, readonly Finding[]>>,
): Score {
  const [precision, recall, exact, alarmed] = [new Tally(), new Tally(), new Tally(), new Tally()];
  const perGroup = new Map(
    Object.keys(groups).map((group) => [group, { precision: new Tally(), recall: new Tally(), exact: new Tally() }]),
  );
  const delays: number[] = [];
  const misses: Miss[] = [];
  const falseAlarms: FalseAlarm[] = [];
  for (const [run, truth] of Object.entries(index)) {
    const spans = spansOf(findings[run] ?? [], truth.last_step);
    const acceptable = new Set([truth.label, ...(truth.also_acceptable ?? [])]);
    const healthy = truth.label === 'healthy';
    const wrong = alarmsInHealth(spans, truth);
    const open = [...spans].filter(([, list]) => list.some((span) => span.open)).map(([group]) => group);
    if (healthy) alarmed.add(wrong.length > 0);
    for (const group of open) {
      if (healthy && wrong.includes(group)) continue;
      precision.add(acceptable.has(group));
      perGroup.get(group)?.precision.add(acceptable.has(group));
      if (!acceptable.has(group))
        falseAlarms.push({ run, label: truth.label, group, raised: firstRaise(spans, group), healthy: false });
    }
    for (const group of wrong) {
      precision.add(false);
      perGroup.get(group)?.precision.add(false);
      falseAlarms.push({ run, label: truth.label, group, raised: firstRaise(spans, group), healthy: true });
    }
    if (healthy || truth.label === 'not_converged') continue;
    if (open.length === 0 && [...acceptable].some((label) => label === 'healthy' || label === 'not_converged'))
      continue;
    const delay = delayOf(spans, open, acceptable, truth);
    const recognised = delay <= latest;
    const named = recognised && open.length === 1 && open[0] === truth.label;
    recall.add(recognised);
    exact.add(named);
    perGroup.get(truth.label)?.recall.add(recognised);
    perGroup.get(truth.label)?.exact.add(named);
    if (recognised) delays.push(delay);
    else misses.push({ run, label: truth.label, onset: truth.onset_step, raised: told(spans) });
  }
  delays.sort((a, b) => a - b);
  return {
    precision: precision.share(),
    recall: recall.share(),
    exact: exact.share(),
    alarmedHealthy: alarmed.share(),
    medianDelay: delays[Math.floor(delays.length / 2)] ?? Number.NaN,
    delay90: delays[Math.floor(delays.length * 0.9)] ?? Number.NaN,
    perGroup: Object.fromEntries(
      [...perGroup].map(([group, tallies]) => [
        group,
        { precision: tallies.precision.share(), recall: tallies.recall.share(), exact: tallies.exact.share() },
      ]),
    ),
    misses,
    falseAlarms,
  };
}

function spansOf(findings: readonly Finding[], end: number): Map<string, Span[]> {
  const spans = new Map<string, Span[]>();
  for (const { rule, severity, raised, to } of findings) {
    const group = groupOf.get(rule);
    if (group === undefined || (severity !== 'warning' && severity !== 'error')) continue;
    const until = to ?? Number.POSITIVE_INFINITY;
    spans.set(group, [...(spans.get(group) ?? []), { raised, to: Math.min(until, end), open: until >= end }]);
  }
  return spans;
}

/** Groups that were up for a snapshot or more while the run was healthy. */
function alarmsInHealth(spans: ReadonlyMap<string, readonly Span[]>, truth: Truth): string[] {
  const healthy = truth.label === 'healthy';
  const pause = grace * truth.sample_every;
  const stretches = healthy
    ? [{ from: (truth.onset_step ?? 0) + pause, to: truth.last_step }]
    : truth.timeline.filter(({ state }) => state === 'healthy').map(({ from, to }) => ({ from: from + pause, to }));
  const inside = (list: readonly Span[]): number =>
    stretches.reduce(
      (sum, stretch) =>
        sum +
        list.reduce(
          (part, span) => part + Math.max(0, Math.min(span.to, stretch.to) - Math.max(span.raised, stretch.from)),
          0,
        ),
      0,
    );
  return [...spans]
    .filter(([, list]) => inside(list) >= truth.sample_every || (healthy && list.some((span) => span.open)))
    .map(([group]) => group);
}

/** Snapshots from the onset to the first raise from which fitting findings were up for most of the rest of the log. */
function delayOf(
  spans: ReadonlyMap<string, readonly Span[]>,
  open: readonly string[],
  acceptable: ReadonlySet<string>,
  truth: Truth,
): number {
  if (!open.some((group) => acceptable.has(group))) return Number.POSITIVE_INFINITY;
  const fitting = [...spans]
    .filter(([group]) => acceptable.has(group))
    .flatMap(([, list]) => list)
    .sort((a, b) => a.raised - b.raised);
  const first = fitting.find(({ raised }) => {
    let covered = 0;
    let reached = raised;
    for (const span of fitting) {
      const from = Math.max(span.raised, reached);
      if (span.to <= from) continue;
      covered += span.to - from;
      reached = span.to;
    }
    return covered >= uptime * (truth.last_step - raised);
  });
  if (first === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(0, first.raised - (truth.onset_step ?? 0)) / truth.sample_every;
}

function firstRaise(spans: ReadonlyMap<string, readonly Span[]>, group: string): number {
  return spans.get(group)?.[0]?.raised ?? Number.NaN;
}

function told(spans: ReadonlyMap<string, readonly Span[]>): string[] {
  return [...spans].map(
    ([group, list]) => `${group}@${list.map((span) => `${span.raised}-${span.open ? '' : span.to}`).join(',')}`,
  );
}
