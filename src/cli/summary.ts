/** What is said of a run when it has ended. */
import type { FollowedRun } from '../monitor/index.ts';
import { explain, titleOf } from '../prose/index.ts';
import type { Finding, Manifest } from '../protocol/index.ts';
import { shown } from './files.ts';
import { coverageOf, type Coverage } from '../report/index.ts';
import { count, countSteps, duration } from './terminal.ts';

/** Places of missing modes that are listed at most. */
const mostPlaces = 8;

export function summaryOf(run: FollowedRun): string[] {
  const { manifest } = run;
  const status = run.status();
  const engine = status.engine === null ? '' : `, engine ${status.engine}`;
  const taken = manifest === null ? '' : speedOf(manifest, status.stepsPerSecond);
  const broken = status.state === 'failed' || status.state === 'crashed';
  const coverage = coverageOf(run.monitor);
  return [
    '',
    `${status.state} after ${countSteps(status.step)}${taken}${engine}`,
    ...(coverage === undefined ? [] : [coverageWords(coverage)]),
    // Of a run that broke off, that nothing was found means nothing.
    ...(broken && !run.findings.some(({ severity }) => isWarning(severity))
      ? []
      : [`verdict: ${verdictOf(run.findings, coverage)}`]),
    ...run.findings
      .filter(({ to, severity }) => to === null && isWarning(severity))
      .map((each) => `  ${explain(each)}`),
    `run folder: ${shown(run.folder)}`,
  ];
}

export function isWarning(severity: Finding['severity']): boolean {
  return severity === 'warning' || severity === 'error';
}

function speedOf({ started, resumed, parent, ended, step }: Manifest, logged: number | null): string {
  const seconds = ended === undefined ? Number.NaN : (Date.parse(ended) - Date.parse(resumed?.at ?? started)) / 1000;
  if (!(seconds > 0)) return logged === null ? '' : ` (${count(logged)} steps/s)`;
  const from = resumed?.step ?? parent?.step;
  const done = step - (from ?? 0);
  const what = from === undefined ? '' : `, the last ${count(done)}`;
  return `${what} in ${duration(seconds)} (${count(logged ?? done / seconds)} steps/s)`;
}

function coverageWords({ kind, parts, covered, near, off, missing }: Coverage): string {
  const onData = `${Math.round(100 * near)} % of the samples near the data`;
  if (off) return `${onData}: the samples have not reached it, or left it again`;
  const what = kind === 'modes' ? 'modes' : 'parts of the data';
  if (missing.length === 0) return `covers ${covered} of ${parts} ${what}; ${onData}`;
  const named = missing.filter((place) => place.length <= 4).slice(0, mostPlaces);
  const places = named.map((place) => `(${place.map((each) => each.toFixed(2).replace('-0.00', '0.00')).join(', ')})`);
  const more = missing.length - places.length;
  const list = [...places, ...(more > 0 && places.length > 0 ? [`${more} more`] : [])].join(', ');
  return `covers ${covered} of ${parts} ${what}, missing${list === '' ? ` ${missing.length}` : ` near ${list}`}; ${onData}`;
}

function verdictOf(findings: readonly Finding[], coverage: Coverage | undefined): string {
  const warnings = findings.filter(({ severity }) => isWarning(severity));
  const open = [...new Set(warnings.filter(({ to }) => to === null).map(({ rule }) => titleOf(rule).toLowerCase()))];
  if (open.length > 0) return open.join(', ');
  const early = coverage?.off === true ? ', but nothing learned that could be judged' : '';
  return `${warnings.length === 0 ? 'no warnings' : `no warnings at the end (${warnings.length} earlier)`}${early}`;
}
