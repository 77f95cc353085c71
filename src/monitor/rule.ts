/** What a rule is: a pure judgement of what has been seen so far. */
import type { Evidence, RuleId, Severity } from '../protocol/index.ts';
import type { SampleHistory } from './samples.ts';
import type { Series } from './series.ts';
import type { Signal } from './signals.ts';

/** What a rule may look at: everything up to the present record, nothing later. */
export interface Context {
  readonly step: number;
  readonly samples: SampleHistory;
  readonly series: (signal: Signal) => Series | undefined;
  /** The first number that was not finite, if any. */
  readonly broken: { readonly tag: string; readonly step: number; readonly value: number } | undefined;
  /** The user's threshold for this rule, or the rule's own. */
  readonly threshold: (fallback: number) => number;
  /** The rule's finding is open at present: it may ask for less to stay than to come. */
  readonly open: boolean;
}

export interface Verdict {
  readonly on: boolean;
  /** Verdicts of this kind, net of others, that it takes to raise the finding. Default: the rule's own. */
  readonly raise?: number;
  /** Begin of the trouble where the rule knows better than "the first such verdict". */
  readonly from?: number;
  readonly evidence?: Evidence;
}

export interface Rule {
  readonly id: RuleId;
  readonly level: Severity;
  /** Records of these signals call for a new judgement. */
  readonly reads: readonly Signal[];
  /**
   * Signals without which nothing can be said, of several in a list one; a log that lacks them is told so. Absent where
   * a log lacks nothing without them, as they belong to special systems.
   */
  readonly needs?: readonly (Signal | readonly Signal[])[];
  /** Judged at every such record, or only at every n-th (of each signal). */
  readonly every?: number;
  /** Stronger or more precise rules: while one of them has an open finding, this one has none. */
  readonly yieldsTo: readonly RuleId[];
  /** Verdicts it takes to raise, and verdicts to the contrary in a row that it takes to close. */
  readonly hysteresis: { readonly raise: number; readonly clear: number };
  /** Undefined: nothing can be said at this record, leave everything as it is. */
  judge(context: Context): Verdict | undefined;
}
