/** A run's health in one word. */
import type { Finding, RunStatus, SampleUpdate, Severity } from '../../src/protocol/index.ts';
import { coveredOf } from './modes.ts';

export type Health = 'failing' | 'warning' | 'notice' | 'healthy' | 'early' | 'unclear';

/** Share of the planned steps, and steps where none are planned, before which no news is no good news. */
const earlyShare = 0.05;
const earlySteps = 200;

const rank: Readonly<Record<Severity, number>> = { error: 3, warning: 2, information: 1, hint: 0 };

/** Open findings before ended ones, the graver and then the newer first. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) =>
      Number(a.to !== null) - Number(b.to !== null) || rank[b.severity] - rank[a.severity] || b.raised - a.raised,
  );
}

/** @param modes as in the last samples: with one of them empty and nothing found yet, nothing is called healthy */
export function healthOf(status: RunStatus | null, findings: readonly Finding[], modes: SampleUpdate['modes']): Health {
  const worst = inOrder(findings).find(({ to }) => to === null);
  if (worst !== undefined) {
    if (worst.severity === 'error') return 'failing';
    return worst.severity === 'warning' ? 'warning' : 'notice';
  }
  if (status === null) return 'early';
  if (status.state === 'failed' || status.state === 'crashed') return 'unclear';
  const early = status.steps === null ? earlySteps : status.steps * earlyShare;
  const live = status.state === 'running' || status.state === 'paused' || status.state === 'foreign';
  if (status.step >= early && coveredOf(modes) === (modes?.length ?? 0)) return 'healthy';
  return live ? 'early' : 'unclear';
}
