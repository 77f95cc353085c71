/** All that can be told of a run, read from its folder at once: its log, what the monitor finds in it, its manifest. */
import { EventError, type EventValue, type Tensor } from '../events/index.ts';
import type { Finding, Manifest, RunStatus } from '../protocol/index.ts';
import { FollowedRun, tailLog, type RunMonitor } from '../monitor/index.ts';
import { signalsOf } from '../monitor/run-monitor.ts';
import { ReportError } from './errors.ts';

/** A scalar of the log; steps rise. */
export interface Curve {
  readonly tag: string;
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

/** Samples as logged, [n, features] or [n, height, width, channels]. */
export interface LoggedSamples {
  readonly step: number;
  readonly tensor: Tensor;
}

/** A grid of images as logged, an encoded PNG. */
export interface LoggedMosaic {
  readonly step: number;
  readonly png: Uint8Array;
}

export interface RunData {
  /** Absolute. */
  readonly folder: string;
  /** Null for a log made elsewhere. */
  readonly manifest: Manifest | null;
  readonly status: RunStatus;
  readonly findings: readonly Finding[];
  readonly monitor: RunMonitor;
  readonly curves: readonly Curve[];
  /** At the step asked for or last before it. */
  readonly generated: LoggedSamples | undefined;
  readonly mosaic: LoggedMosaic | undefined;
  readonly real: LoggedSamples | undefined;
  readonly realMosaic: LoggedMosaic | undefined;
}

/** Tags of images that are real ones, in our logs and in others. */
const ofRealImages = /(?:^|[^a-z])real(?:$|[^a-z])/i;

/**
 * Reads a run to the end of its log.
 * @param folder absolute
 * @param step of the samples; the last where absent
 * @throws ReportError where there is no log; EventError, RunError
 */
export function readRunData(folder: string, step = Number.POSITIVE_INFINITY): RunData {
  const run = new FollowedRun(folder, '');
  do run.read();
  while (run.behind);
  const log = new Log(step, signalsOf(run.mapping));
  const tail = tailLog(folder);
  do for (const event of tail.poll()) log.take(event);
  while (tail.behind);
  if (tail.health.missing) throw new ReportError(`${folder}: holds no log of a run`);
  return {
    folder,
    manifest: run.manifest,
    status: run.status(),
    findings: run.findings,
    monitor: run.monitor,
    curves: log.curves(),
    generated: log.generated.at(-1),
    mosaic: log.mosaics.at(-1),
    real: log.real,
    realMosaic: log.realMosaic,
  };
}

class Log {
  readonly #until: number;
  readonly #signals: ReturnType<typeof signalsOf>;
  #scalars = new Map<string, { readonly steps: number[]; readonly values: number[] }>();
  /** The last ones; more than one where steps may still be taken back. */
  generated: LoggedSamples[] = [];
  mosaics: LoggedMosaic[] = [];
  real: LoggedSamples | undefined;
  realMosaic: LoggedMosaic | undefined;

  constructor(until: number, signals: ReturnType<typeof signalsOf>) {
    this.#until = until;
    this.#signals = signals;
  }

  curves(): Curve[] {
    return [...this.#scalars]
      .map(([tag, { steps, values }]) => ({ tag, steps, values }))
      .sort((a, b) => (a.tag < b.tag ? -1 : 1));
  }

  take(event: ReturnType<ReturnType<typeof tailLog>['poll']>[number]): void {
    if ('values' in event) {
      for (const value of event.values) this.#value(event.step, value);
    } else if (event.type === 'reset') {
      this.#scalars = new Map();
      this.generated = [];
      this.mosaics = [];
    } else this.#rewind(event.step);
  }

  #rewind(step: number): void {
    for (const { steps, values } of this.#scalars.values()) {
      const kept = steps.findIndex((each) => each >= step);
      if (kept === -1) continue;
      steps.length = kept;
      values.length = kept;
    }
    this.generated = this.generated.filter((each) => each.step < step);
    this.mosaics = this.mosaics.filter((each) => each.step < step);
  }

  #value(step: number, value: EventValue): void {
    try {
      if (value.kind === 'scalar') this.#scalar(step, value.tag, value.scalar());
      else if (value.kind === 'image') this.#image(step, value.tag, value.image().bytes);
      else if (value.kind === 'tensor') this.#tensor(step, value);
    } catch (error) {
      if (!(error instanceof EventError)) throw error; // what cannot be decoded is left out, as the monitor does
    }
  }

  #scalar(step: number, tag: string, number: number): void {
    let curve = this.#scalars.get(tag);
    if (curve === undefined) this.#scalars.set(tag, (curve = { steps: [], values: [] }));
    curve.steps.push(step);
    curve.values.push(number);
  }

  #image(step: number, tag: string, png: Uint8Array): void {
    if (ofRealImages.test(tag)) this.realMosaic = { step, png };
    else if (step <= this.#until) this.mosaics = lastOf(this.mosaics, { step, png });
  }

  #tensor(step: number, value: EventValue): void {
    const signal = this.#signals.signal(value.tag);
    if (signal === 'samples/real') this.real = { step, tensor: value.tensor() };
    else if (signal === 'samples/generated' && step <= this.#until) {
      this.generated = lastOf(this.generated, { step, tensor: value.tensor() });
    }
  }
}

/** Snapshots that are kept in case the log takes steps back: a run resumes at most that many behind. */
const mostKept = 50;

function lastOf<T>(kept: readonly T[], next: T): T[] {
  return [...kept.slice(1 - mostKept), next];
}
