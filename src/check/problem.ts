/** What is wrong with a config, where, and how to put it right. */
import type { ConfigEdit, ParsedConfig, Segments, TextRange } from '../config/index.ts';
import { pathOf } from '../config/index.ts';

export type ProblemSeverity = 'error' | 'warning' | 'information';

export type ProblemCode =
  // the text
  | 'empty'
  | 'too-long'
  | 'too-deep'
  | 'syntax'
  // what the JSON schema says
  | 'schema'
  // keys
  | 'unknown-key'
  | 'missing-key'
  | 'ambiguous-key'
  // shapes
  | 'layer-input'
  | 'batch-layer-in-generator'
  | 'batch-layer-with-penalty'
  | 'group-size'
  | 'generator-output'
  | 'discriminator-output'
  | 'network-too-large'
  | 'discriminator-activation'
  | 'generator-activation'
  // training
  | 'simultaneous-steps'
  | 'keep-measure'
  | 'unused-optimizer'
  | 'missing-optimizer'
  | 'long-warmup'
  | 'nesterov-without-momentum'
  // objective and penalties
  | 'code-layer'
  | 'pairs-in-batch'
  | 'penalty-conflict'
  | 'repeated-penalty'
  | 'unbounded-critic'
  | 'unused-setting'
  // mechanisms
  | 'mechanism-conflict'
  | 'generators-in-batch'
  | 'encoder-output'
  | 'batch-layer-in-encoder'
  | 'shared-layers'
  | 'packs-in-batch'
  | 'augmentation-data'
  // conditions
  | 'no-labels'
  | 'condition-conflict'
  // data
  | 'mixture-length'
  | 'data-path'
  | 'data-file'
  | 'batch-exceeds-rows'
  | 'holdout-rows';

/** Problems told of one file: with more than these nobody reads on, and finding each one's place takes time. */
export const mostProblems = 100;

export interface Fix {
  readonly title: string;
  /** For `applyEdits` of src/config. */
  readonly edits: readonly ConfigEdit[];
}

export interface Problem {
  readonly code: ProblemCode;
  readonly severity: ProblemSeverity;
  readonly message: string;
  readonly range: TextRange;
  /** Config path of the part to blame, e.g. `generator.layers[2].dense`. */
  readonly path: string;
  readonly fix?: Fix;
}

/** What a check hands over: the place by path, the range is found when it is reported. */
export interface Complaint {
  readonly code: ProblemCode;
  readonly severity?: ProblemSeverity;
  readonly message: string;
  readonly path: Segments;
  /** Point at the key rather than the value. */
  readonly at?: 'key' | 'value';
  readonly fix?: Fix;
}

export function problemOf(parsed: ParsedConfig, complaint: Complaint): Problem {
  const { code, severity = 'error', message, path, at = 'value', fix } = complaint;
  const place = parsed.rangeOf(path);
  return {
    code,
    severity,
    message,
    range: at === 'key' ? place.key : place.value,
    path: pathOf(path),
    ...(fix === undefined ? {} : { fix }),
  };
}
