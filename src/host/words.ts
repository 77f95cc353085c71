/** Numbers and states as the editor shows them. */
import { dirname, relative } from 'node:path';
import type { Finding, RunStatus } from '../protocol/index.ts';
import { english, fill, titleOf, type Texts } from '../prose/index.ts';

/** `12,400` */
export const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2 });

/** `3,200 of 20,000`; without a plan, `3,200`. */
export function stepWords({ step, steps }: Pick<RunStatus, 'step' | 'steps'>, texts: Texts = english): string {
  return steps === null
    ? whole.format(step)
    : fill(texts.stepOf, { step: whole.format(step), steps: whole.format(steps) });
}

/** `1,480 steps/s`; undefined where it is not known. */
export function speedWords(
  { stepsPerSecond }: Pick<RunStatus, 'stepsPerSecond'>,
  texts: Texts = english,
): string | undefined {
  if (stepsPerSecond === null) return undefined;
  return fill(texts.perSecond, { speed: (stepsPerSecond < 10 ? fine : whole).format(stepsPerSecond) });
}

/** `Mode dropping since step 3,200`, of the gravest open finding; undefined where there is none. */
export function verdictWords(findings: readonly Finding[], texts: Texts = english): string | undefined {
  const [worst, ...others] = openFindings(findings);
  if (worst === undefined) return undefined;
  const verdict = fill(texts.verdict, { title: titleOf(worst.rule, texts), from: whole.format(worst.from) });
  return others.length === 0 ? verdict : fill(texts.verdictAndMore, { verdict, count: whole.format(others.length) });
}

const gravity = ['error', 'warning', 'information', 'hint'];

/** Open findings, the gravest first. */
export function openFindings(findings: readonly Finding[]): Finding[] {
  return findings
    .filter(({ to }) => to === null)
    .sort((a, b) => gravity.indexOf(a.severity) - gravity.indexOf(b.severity));
}

/** Whether it is more than information. */
export function isLoud({ severity }: Finding): boolean {
  return severity === 'error' || severity === 'warning';
}

/** Whether a run's process works or waits. */
export function isLive(state: RunStatus['state'] | undefined): boolean {
  return state === 'running' || state === 'paused';
}

/** Whether a run can be taken up: from a pause, or from its last checkpoint. */
export function isResumable(state: RunStatus['state'] | undefined): boolean {
  return state === 'paused' || state === 'stopped' || state === 'failed' || state === 'crashed';
}

/**
 * Where a file lies, beside its name in a list: its folder within the workspace, with the name of the workspace's folder
 * where there are several. Empty at the top of the only one.
 * @param folder that of the workspace in which it lies; undefined for a file from elsewhere
 */
export function placeWords(
  file: string,
  folder: { readonly name: string; readonly path: string } | undefined,
  several: boolean,
): string {
  if (folder === undefined) return dirname(file);
  const within = relative(folder.path, dirname(file)).replaceAll('\\', '/');
  return [several ? folder.name : '', within].filter((part) => part !== '').join('/');
}
