/**
 * Messages between the monitor process, the extension host and the panel's page. The monitor reads the log;
 * the host passes on; the page draws. Everything here can be structured-cloned; arrays are typed arrays.
 * Each message carries the `run` it is about (absolute path of the run's folder).
 */
import type { Finding, Lacking, RuleId } from './finding.ts';
import type { Manifest, RunState } from './run.ts';

/** Raised when a message's shape changes; a page with another version is reloaded. */
export const protocolVersion = 6;

/** A run's head line. */
export interface RunStatus {
  readonly type: 'status';
  readonly run: string;
  /** Display name: `<config name> · <time>`. */
  readonly name: string;
  readonly state: RunState | 'crashed' | 'foreign';
  readonly reason?: string;
  readonly step: number;
  /** Planned steps, null for a foreign log. */
  readonly steps: number | null;
  /** Of a paused run: the phase of the step that comes next, e.g. `discriminator[0]`. */
  readonly phase?: string;
  readonly stepsPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly engine: string | null;
  readonly configFile: string | null;
}

/** New points of scalar series. With `reset` the page forgets first what it has, of all tags. */
export interface ScalarUpdate {
  readonly type: 'scalars';
  readonly run: string;
  readonly reset: boolean;
  /** The run was taken back: the page forgets first, of all tags, what is at this step and after it. */
  readonly voidFrom?: number;
  readonly series: readonly {
    readonly tag: string;
    readonly steps: Float64Array;
    readonly values: Float32Array;
  }[];
}

/** How sample coordinates came to be two numbers each. */
export type Projection = 'identity' | 'one-dimension' | 'first two principal components';

/** Samples as points in the plane, `[n, 2]` row by row. */
export interface PointCloud {
  readonly count: number;
  readonly xy: Float32Array;
}

/**
 * How D's scores are read. `logit`: the sigmoid of a score is how likely D takes a sample for real; `sign`: above 0 it
 * does, and 1 and -1 are enough; `zero-one`: real is 1, generated is 0; `relative`: only how they compare counts.
 */
export type ScoreMeaning = 'logit' | 'sign' | 'zero-one' | 'relative';

/** D's score over a part of the plane that points of two numbers lie in. */
export interface DecisionField {
  readonly rows: number;
  readonly columns: number;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
  /** In the middle of each cell: row by row from the bottom, each from the left. NaN where there is none. */
  readonly scores: Float32Array;
  readonly meaning: ScoreMeaning;
}

/** Why D has no score of a point by itself: it judges several at a time, is told a class, or looks at the whole batch. */
export type WithoutField = 'several-at-a-time' | 'told-a-class' | 'whole-batch';

/** One snapshot of samples. `real` comes with the first message after hydration and when it changes. */
export interface SampleUpdate {
  readonly type: 'samples';
  readonly run: string;
  readonly step: number;
  readonly projection: Projection;
  readonly generated: PointCloud;
  readonly real?: PointCloud;
  /** Made from latents that stay the same through the run, where the log has them. */
  readonly fixed?: PointCloud;
  /** Generated points, by their place in the list, that are nearly the same as another; absent where that is not known. */
  readonly duplicates?: Uint32Array;
  /** Where the log has one for these samples. */
  readonly field?: DecisionField;
  /** Where there can be none. */
  readonly withoutField?: WithoutField;
  /** Modes of the real data, once discovered: centre in the plane and both shares of all samples. */
  readonly modes?: readonly {
    readonly x: number;
    readonly y: number;
    readonly realShare: number;
    readonly generatedShare: number;
    /** The class that the middle of the mode is of, by its name or number, where the data has labels. */
    readonly label?: string;
  }[];
}

/** How a joint projection is made: the samples as they are (one or two numbers each), t-SNE, or principal components. */
export const projectionMethods = ['identity', 'tsne', 'pca'] as const;
export type ProjectionMethod = (typeof projectionMethods)[number];

/** What a projection is made of. */
export interface ProjectionWish {
  /** Of the generated samples, the last logged at or before it. */
  readonly step: number;
  readonly method: ProjectionMethod;
  /** With samples of earlier steps among them. */
  readonly ages: boolean;
}

/** Real and generated samples together in the plane. Sent once for what was asked, and before that as it comes about. */
export interface ProjectionUpdate {
  readonly type: 'projection';
  readonly run: string;
  readonly asked: ProjectionWish;
  /** It is as it will be. */
  readonly done: boolean;
  /** Numbers that make a sample. */
  readonly dimensions: number;
  readonly real: PointCloud;
  /** None where no samples are at hand. */
  readonly generated: PointCloud;
  /** Steps of the generated ones. */
  readonly steps: Float64Array;
  /** What the generated ones are, and which of their step's: to look at one. */
  readonly of: InspectionWish['of'];
  readonly samples: Uint32Array;
  /** Modes of the real data, 0 where it has no separate ones, and which each point is near; -1 for none. */
  readonly modes: number;
  readonly realModes: Int16Array;
  readonly generatedModes: Int16Array;
  /** How much of the neighbourhoods is kept (Venna and Kaski 2001), 1 for all; null while that is not known. */
  readonly trustworthiness: number | null;
}

/** A mosaic of images as logged, an encoded PNG. */
export interface MosaicUpdate {
  readonly type: 'mosaic';
  readonly run: string;
  /** Whether its images are generated ones or, to compare them with, real ones. */
  readonly shows: 'generated' | 'real';
  readonly step: number;
  readonly png: Uint8Array;
  /** Where its images are, in its pixels; absent where that cannot be told. */
  readonly grid?: TileGrid;
  /** Images, row by row, that are nearly the same as another. */
  readonly duplicates?: Uint32Array;
}

/** Equal tiles, `padding` pixels apart, and as far from the edge where there is a `border`. */
export interface TileGrid {
  readonly rows: number;
  readonly columns: number;
  readonly height: number;
  readonly width: number;
  readonly padding: number;
  readonly border: boolean;
}

/** An image, row by row, grey (1 channel) or in colours (3). */
export interface SmallPicture {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

/** Which generated sample: a point by its place in the list, or a tile of the mosaic, row by row. */
export interface InspectionWish {
  readonly step: number;
  readonly of: 'samples' | 'mosaic';
  readonly sample: number;
}

/** A sample, to be looked at. */
export interface SeenSample {
  /** Where it is in the picture of points; null where there is none. */
  readonly place: readonly [number, number] | null;
  /** Its numbers, where they are few. */
  readonly values: Float32Array | null;
  readonly picture: SmallPicture | null;
  /** The mode that it is near, -1 for none. */
  readonly mode: number;
}

/** A generated sample and the real ones most like it, the nearest first; Euclidean distances in the samples' numbers. */
export interface Inspected extends SeenSample {
  /** Of the real data, 0 where it has no separate ones. */
  readonly modes: number;
  /** Other samples of its step that are nearly the same. */
  readonly twins: number;
  /** Usual distance from a real sample to the real one most like it; NaN where there are too few. */
  readonly usual: number;
  readonly neighbours: readonly (SeenSample & {
    readonly distance: number;
    /** Its class, by name or number, where it is known. */
    readonly label?: string;
  })[];
}

/** What was asked of a sample. */
export interface InspectionUpdate {
  readonly type: 'inspection';
  readonly run: string;
  readonly asked: InspectionWish;
  /** Null where the sample is not kept, or there is no real data. */
  readonly found: Inspected | null;
}

/**
 * Steps of samples that can be looked at with `look-at`, oldest first. With `reset` the page forgets those that it has.
 */
export interface HistoryUpdate {
  readonly type: 'history';
  readonly run: string;
  readonly reset: boolean;
  readonly steps: Float64Array;
}

/** Samples near each mode over time. With `reset` the page forgets what it has. */
export interface SharesUpdate {
  readonly type: 'shares';
  readonly run: string;
  readonly reset: boolean;
  readonly modes: number;
  readonly steps: Float64Array;
  /** Of all samples, `[steps, modes]` row by row. */
  readonly shares: Float32Array;
}

/** What was logged at one step of the past, the last at or before the one asked for. */
export interface SnapshotUpdate {
  readonly type: 'snapshot';
  readonly run: string;
  /** As asked for. */
  readonly asked: number;
  readonly samples: SampleUpdate | null;
  readonly mosaic: MosaicUpdate | null;
}

/** All findings of the run so far, replaced as a whole (there are few). */
export interface FindingsUpdate {
  readonly type: 'findings';
  readonly run: string;
  readonly findings: readonly Finding[];
}

/** Something is wrong with the log itself (corrupt records, deleted folder). */
export interface LogProblem {
  readonly type: 'log-problem';
  readonly run: string;
  readonly message: string;
}

/** The logs at or below a folder that is searched. Sent at first, and whenever they change. */
export interface LogsFound {
  readonly type: 'logs';
  /** The folder that is searched, absolute. */
  readonly run: string;
  /** Folders with a log, relative to it, '' for itself; the newest first. */
  readonly folders: readonly string[];
  /** Logs that are left out, as there are too many to follow. */
  readonly left: number;
}

/** What a log that was made elsewhere is taken for. Sent once it has been read, and when that changes. */
export interface LogReading {
  readonly type: 'reading';
  readonly run: string;
  readonly isGan: boolean;
  /** Roles of tags, as a mapping file says them. */
  readonly tags: Readonly<Record<string, string>>;
  readonly lacking: readonly Lacking[];
  /** The mapping file that counts, absolute. */
  readonly mapping: string | null;
}

/**
 * Everything the page needs of a run, in the order sent: status, scalars (reset), history, shares, samples, mosaic,
 * findings; and a snapshot, projection or inspection for each that was asked for.
 */
export type RunMessage =
  | RunStatus
  | ScalarUpdate
  | HistoryUpdate
  | SharesUpdate
  | SampleUpdate
  | MosaicUpdate
  | SnapshotUpdate
  | ProjectionUpdate
  | InspectionUpdate
  | FindingsUpdate
  | LogProblem;

/** Host (or terminal) to monitor process. */
export type MonitorRequest =
  /**
   * Follow this run folder: findings and status from now on. `label` is what findings carry as `run`; a mapping file is
   * looked for from the folder up to `root`, by default in the folder alone.
   */
  | { readonly type: 'watch'; readonly run: string; readonly label: string; readonly root?: string }
  | { readonly type: 'unwatch'; readonly run: string }
  /** Also send scalars, samples and mosaics of this run; starts with everything so far. */
  | { readonly type: 'hydrate'; readonly run: string }
  | { readonly type: 'dehydrate'; readonly run: string }
  /** Of a hydrated run: send the snapshot at or before this step. */
  | { readonly type: 'look-at'; readonly run: string; readonly step: number }
  /** Of a hydrated run: lay its samples out in the plane. What was asked before is given up. */
  | ({ readonly type: 'project'; readonly run: string } & ProjectionWish)
  /** Of a hydrated run: what a sample is like. */
  | ({ readonly type: 'inspect'; readonly run: string } & InspectionWish)
  /** Tell which logs there are at and below this folder, from now on. */
  | { readonly type: 'search'; readonly run: string }
  | { readonly type: 'end-search'; readonly run: string }
  /** The log has grown: read it now. Only makes things quicker. */
  | { readonly type: 'read-now'; readonly run: string };

/** Monitor process to host. */
export type MonitorMessage =
  | RunMessage
  | LogsFound
  | LogReading
  /** The log of a finished run has been read to its end (also sent each time a live log has been caught up with). */
  | { readonly type: 'caught-up'; readonly run: string; readonly manifest: Manifest | null };

/** An edit of the config that may help against a finding. */
export interface OfferedRemedy {
  /** One for each remedy against a finding. */
  readonly id: string;
  readonly title: string;
  /** What it does, and at what price; null where the title says it all. */
  readonly note: string | null;
  readonly changes: readonly OfferedChange[];
}

/** A value that is set, or one that is added to the list at `path`. */
export interface OfferedChange {
  readonly kind: 'set' | 'insert';
  readonly path: string;
  /** The value as written, as JSON; null where it is not written. */
  readonly before: string | null;
  readonly after: string;
}

/** What could be tried against a finding, with the config as it is now. */
export interface RemediesUpdate {
  readonly type: 'remedies';
  readonly run: string;
  readonly rule: RuleId;
  readonly remedies: readonly OfferedRemedy[];
}

/** A run beside others. */
export interface ComparedRun {
  readonly run: string;
  readonly name: string;
  /** As resolved, as JSON; null where there is none. */
  readonly config: string | null;
}

/** Host to page. */
export type ToPage =
  | RunMessage
  | RemediesUpdate
  /** Open the finding of this rule in full. */
  | { readonly type: 'explain'; readonly run: string; readonly rule: RuleId }
  /** Show this run; forget the last one. */
  | { readonly type: 'show'; readonly version: number; readonly run: string; readonly name: string }
  /** Show these runs side by side, in this order. */
  | { readonly type: 'compare'; readonly version: number; readonly runs: readonly ComparedRun[] }
  | { readonly type: 'nothing-to-show' };

/** Page to host. */
export type FromPage =
  | { readonly type: 'ready'; readonly version: number }
  | {
      readonly type: 'control';
      readonly run: string;
      readonly action: 'pause' | 'step' | 'resume' | 'stop' | 'restart';
    }
  | { readonly type: 'reveal-finding'; readonly run: string; readonly rule: RuleId }
  /** This finding is opened in full: what could be tried is wanted, and again whenever the config changes. */
  | { readonly type: 'explain'; readonly run: string; readonly rule: RuleId }
  | {
      readonly type: 'apply-remedy';
      readonly run: string;
      readonly rule: RuleId;
      readonly remedy: string;
      readonly restart: boolean;
    }
  | { readonly type: 'open-help'; readonly run: string; readonly rule: RuleId }
  | { readonly type: 'open-run-folder'; readonly run: string }
  /** One of the runs that are compared is to be shown alone. */
  | { readonly type: 'show-run'; readonly run: string }
  /** The samples of this step are wanted. */
  | { readonly type: 'look-at'; readonly run: string; readonly step: number }
  /** A projection of the samples is wanted. */
  | ({ readonly type: 'project'; readonly run: string } & ProjectionWish)
  /** What a sample is like is wanted. */
  | ({ readonly type: 'inspect'; readonly run: string } & InspectionWish)
  /** For the latency figure: the frame that shows this step has been painted. */
  | { readonly type: 'painted'; readonly run: string; readonly step: number; readonly at: number };
