/** Findings as bands on the step axis. */
import type { Finding } from '../../src/protocol/index.ts';
import type { View } from './thin.ts';

export interface Band {
  readonly finding: Finding;
  /** Both as shares of the view, in [0, 1]. */
  readonly left: number;
  readonly right: number;
  /** Row in which it overlaps no other, counted from 0. */
  readonly row: number;
}

/**
 * Those in view, rows filled from the top, earliest first.
 * @param end the last step known: where open findings reach to
 * @param least width that a band needs, as a share of the view, so that it can be read and clicked
 */
export function bandsOf(findings: readonly Finding[], view: View, end: number, least: number): readonly Band[] {
  const span = view.to - view.from;
  if (!(span > 0)) return [];
  const ends: number[] = [];
  const inView = findings.filter(({ from, to }) => from <= view.to && Math.max(from, to ?? end) >= view.from);
  return [...inView]
    .sort((a, b) => a.from - b.from)
    .map((finding) => {
      const right = clamp((Math.max(finding.from, finding.to ?? end) - view.from) / span);
      const left = clamp((finding.from - view.from) / span);
      const start = Math.max(0, Math.min(left, 1 - least));
      const until = Math.min(1, Math.max(right, start + least));
      let row = ends.findIndex((taken) => taken <= start);
      if (row === -1) row = ends.length;
      ends[row] = until;
      return { finding, left: start, right: until, row };
    });
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
