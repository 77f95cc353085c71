/** What the page knows of the run it shows. Filled from messages only, and forgotten with the run. */
import type {
  Finding,
  InspectionUpdate,
  MosaicUpdate,
  PointCloud,
  ProjectionUpdate,
  RunMessage,
  RunStatus,
  SampleUpdate,
  ScalarUpdate,
  SnapshotUpdate,
} from '../src/protocol/index.ts';
import { Series } from './data/series.ts';
import { Shares } from './data/shares.ts';

/** Samples as last sent, with the real ones as last sent: they come with the first message only. */
export type Samples = Omit<SampleUpdate, 'type' | 'run' | 'real'> & { readonly real: PointCloud | null };

/** What was logged at a step of the past. */
export interface Past {
  /** The step that was asked for. */
  readonly asked: number;
  readonly samples: Samples | null;
  readonly mosaic: MosaicUpdate | null;
}

export class RunView {
  readonly run: string;
  readonly #name: string;
  readonly series = new Map<string, Series>();
  status: RunStatus | null = null;
  samples: Samples | null = null;
  /** Generated images, and real ones to compare them with. */
  mosaic: MosaicUpdate | null = null;
  realMosaic: MosaicUpdate | null = null;
  /** Steps of samples that can be looked at, rising. */
  readonly history: number[] = [];
  readonly shares = new Shares();
  /** The last that was asked for and came. */
  past: Past | null = null;
  /** As last sent. */
  projection: ProjectionUpdate | null = null;
  /** Of the sample that was last looked at. */
  inspection: InspectionUpdate | null = null;
  /** Null until they have been sent. */
  findings: readonly Finding[] | null = null;
  problem: string | null = null;
  /** Tags in the order in which they came; replaced when it changes. */
  tags: readonly string[] = [];
  #lastStep = Number.NEGATIVE_INFINITY;

  constructor(run: string, name: string) {
    this.run = run;
    this.#name = name;
  }

  get name(): string {
    return this.status?.name ?? this.#name;
  }

  /** Last step of anything that is drawn; null while there is nothing. */
  get lastStep(): number | null {
    return Number.isFinite(this.#lastStep) ? this.#lastStep : null;
  }

  /** First and last step of all series and samples together; null while there is nothing. */
  get span(): { readonly from: number; readonly to: number } | null {
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    for (const series of this.series.values()) {
      if (series.length === 0) continue;
      from = Math.min(from, series.step(0));
      to = Math.max(to, series.step(series.length - 1));
    }
    if (this.history.length > 0) {
      from = Math.min(from, this.history[0]!);
      to = Math.max(to, this.history.at(-1)!);
    }
    return from <= to ? { from, to } : null;
  }

  /** @returns whether the message was about this run, and so taken in */
  apply(message: RunMessage): boolean {
    if (message.run !== this.run) return false;
    switch (message.type) {
      case 'status':
        this.status = message;
        break;
      case 'scalars':
        this.#scalars(message);
        break;
      case 'samples':
        this.samples = this.#samplesOf(message);
        this.#lastStep = Math.max(this.#lastStep, message.step);
        break;
      case 'mosaic':
        if (message.shows === 'real') {
          this.realMosaic = message;
          break;
        }
        this.mosaic = message;
        this.#lastStep = Math.max(this.#lastStep, message.step);
        break;
      case 'history':
        if (message.reset) this.history.length = 0;
        for (const step of message.steps) this.history.push(step);
        break;
      case 'shares':
        this.shares.take(message);
        break;
      case 'snapshot':
        this.past = this.#pastOf(message);
        break;
      case 'projection':
        this.projection = message;
        break;
      case 'inspection':
        this.inspection = message;
        break;
      case 'findings':
        this.findings = message.findings;
        break;
      case 'log-problem':
        this.problem = message.message;
        break;
    }
    return true;
  }

  /** Real samples come with the first message only. */
  #samplesOf({
    step,
    projection,
    generated,
    fixed,
    duplicates,
    real,
    field,
    withoutField,
    modes,
  }: SampleUpdate): Samples {
    return {
      step,
      projection,
      generated,
      ...(fixed === undefined ? {} : { fixed }),
      ...(duplicates === undefined ? {} : { duplicates }),
      real: real ?? this.samples?.real ?? null,
      ...(field === undefined ? {} : { field }),
      ...(withoutField === undefined ? {} : { withoutField }),
      ...(modes === undefined ? {} : { modes }),
    };
  }

  #pastOf({ asked, samples, mosaic }: SnapshotUpdate): Past {
    return { asked, samples: samples === null ? null : this.#samplesOf(samples), mosaic };
  }

  #scalars({ series: sent, reset, voidFrom }: ScalarUpdate): void {
    for (const series of this.series.values()) {
      if (reset) series.clear();
      else if (voidFrom !== undefined) series.rewind(voidFrom);
    }
    for (const { tag, steps, values } of sent) {
      if (steps.length === 0) continue;
      let series = this.series.get(tag);
      if (series === undefined) this.series.set(tag, (series = new Series()));
      series.append(steps, values);
    }
    for (const [tag, series] of this.series) if (series.length === 0) this.series.delete(tag);
    const tags = [...this.series.keys()];
    if (tags.length !== this.tags.length || tags.some((tag, i) => tag !== this.tags[i])) this.tags = tags;
    if (reset || voidFrom !== undefined) this.#lastStep = Number.NEGATIVE_INFINITY;
    this.#lastStep = Math.max(this.#lastStep, this.span?.to ?? Number.NEGATIVE_INFINITY);
  }
}
