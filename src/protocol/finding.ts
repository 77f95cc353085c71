/**
 * What a rule has to say about a run. Findings hold ids and numbers only: sentences are made by the
 * reader (src/prose), in its own language. The same object goes into findings.jsonl, to the Problems
 * panel, to the webview and to `modescope watch --json`.
 */

export const ruleIds = [
  'mode-collapse',
  'mode-dropping',
  'mode-hopping',
  'class-collapse',
  'duplicate-samples',
  'memorisation',
  'latent-ignored',
  'no-overlap',
  'discriminator-too-weak',
  'diverging',
  'vanishing-gradient',
  'exploding-gradient',
  'sparse-gradient',
  'non-finite',
  'loss-correlation',
  'redundant-generators',
  'starving-mode',
  'stalled',
] as const;

export type RuleId = (typeof ruleIds)[number];

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A mode of the real data, as a finding names it. Shares are of all samples, in [0, 1]. */
export interface NamedMode {
  /** Position in the run's list of modes, counted from 0. */
  readonly mode: number;
  /** A real sample at the centre of the mode (flat, in the samples' own units). */
  readonly prototype: readonly number[];
  readonly realShare: number;
  readonly generatedShare: number;
  /** The class name or number, where the data has labels. */
  readonly label?: string;
}

/** A measured number beside the threshold it was held against. */
export interface Measurement {
  /** Stable id, e.g. `effective-modes`; its words are in src/prose. */
  readonly name: string;
  readonly value: number;
  /** Absent where the number only informs. */
  readonly threshold?: number;
}

export interface Evidence {
  readonly measurements: readonly Measurement[];
  /** Modes that the finding is about, where there are any, most under-represented first. */
  readonly modes?: readonly NamedMode[];
  /** How many modes the real data has, where known, and how they were found. */
  readonly modesInData?: number;
  /** The first quantity that broke, for `non-finite`. */
  readonly tag?: string;
  /** Samples pooled for the verdict. */
  readonly pooledSamples?: number;
  /** The space in which distances were taken, e.g. `raw`. */
  readonly space?: string;
}

export interface Finding {
  /** The run's folder, relative to the folder that is watched ('' for the folder itself). */
  readonly run: string;
  readonly rule: RuleId;
  readonly severity: Severity;
  /** Step at which the trouble began, as far as can be told. */
  readonly from: number;
  /** Step of the log record that made it visible; nothing later was used. */
  readonly raised: number;
  /** Step at which it ended, null while open. */
  readonly to: number | null;
  readonly evidence: Evidence;
  /** What in the config it concerns, most likely cause first, e.g. `training.order`. */
  readonly configPaths: readonly string[];
}

/** Rules that cannot be judged by a log, and what it would have to hold for them. */
export interface Lacking {
  /** Names of signals, e.g. `samples/real`; their words are in src/prose. */
  readonly signals: readonly string[];
  readonly rules: readonly RuleId[];
}
