/** A number in the log is not a number, or infinite. Nothing that follows can be trusted, so it stays open. */
import type { Rule, Verdict } from '../rule.ts';

export const nonFinite: Rule = {
  id: 'non-finite',
  level: 'error',
  reads: [],
  yieldsTo: [],
  hysteresis: { raise: 1, clear: Number.POSITIVE_INFINITY },
  judge({ broken }): Verdict | undefined {
    if (broken === undefined) return undefined;
    return { on: true, from: broken.step, evidence: { measurements: [], tag: broken.tag } };
  },
};
