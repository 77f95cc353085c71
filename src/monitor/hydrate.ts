/** What the panel draws of one run: all of its log turned into messages, a few at a time. */
import { tailEvents, EventError, type EventValue, type Tail, type TailEvent } from '../events/index.ts';
import type { Points } from '../metrics/index.ts';
import type { MosaicUpdate, RunMessage, SampleUpdate } from '../protocol/index.ts';
import { planeOf, type Plane } from './projection.ts';
import { pointsOf, type SampleHistory } from './samples.ts';
import { SignalMap } from './signals.ts';

interface Growing {
  readonly steps: number[];
  readonly values: number[];
}

export class Hydration {
  readonly #run: string;
  readonly #tail: Tail;
  #signals = new SignalMap();
  #scalars = new Map<string, Growing>();
  #reset = true;
  #real: Points | undefined;
  #realChanged = false;
  #plane: Plane | undefined;
  #generated: { step: number; points: Points } | undefined;
  #mosaic: MosaicUpdate | undefined;

  constructor(run: string) {
    this.#run = run;
    this.#tail = tailEvents(run);
  }

  get behind(): boolean {
    return this.#tail.behind;
  }

  /** Reads on. @throws EventError `read-failed` */
  read(budget: number): void {
    for (const event of this.#tail.poll(budget)) this.#take(event);
  }

  /** Messages with everything that was read since the last call; of samples and mosaics only the latest. */
  flush(samples: SampleHistory): RunMessage[] {
    const messages: RunMessage[] = [];
    if (this.#reset || this.#scalars.size > 0) {
      const series = [...this.#scalars].map(([tag, { steps, values }]) => ({
        tag,
        steps: Float64Array.from(steps),
        values: Float32Array.from(values),
      }));
      messages.push({ type: 'scalars', run: this.#run, reset: this.#reset, series });
      this.#reset = false;
      this.#scalars = new Map();
    }
    const update = this.#samples(samples);
    if (update !== undefined) messages.push(update);
    if (this.#mosaic !== undefined) messages.push(this.#mosaic);
    this.#mosaic = undefined;
    return messages;
  }

  #take(event: TailEvent): void {
    if ('values' in event) {
      for (const value of event.values) this.#value(event.step, value);
      return;
    }
    // Steps were taken back: what was sent may be void, so everything is sent again.
    if (event.type === 'reset') {
      this.#signals = new SignalMap();
      this.#plane = undefined;
      this.#real = undefined;
    }
    this.#voided(event.type === 'reset' ? Number.NEGATIVE_INFINITY : event.step);
  }

  #voided(step: number): void {
    for (const [tag, sent] of this.#sent) {
      const kept = sent.steps.findIndex((s) => s >= step);
      if (kept !== -1) {
        sent.steps.length = kept;
        sent.values.length = kept;
      }
      this.#scalars.set(tag, { steps: [...sent.steps], values: [...sent.values] });
    }
    if (step === Number.NEGATIVE_INFINITY) this.#sent = new Map();
    this.#reset = true;
  }

  /** Everything sent so far: only to be able to take steps back. */
  #sent = new Map<string, Growing>();

  #value(step: number, value: EventValue): void {
    try {
      if (value.kind === 'scalar') this.#scalar(step, value.tag, value.scalar());
      else if (value.kind === 'image') {
        this.#mosaic = { type: 'mosaic', run: this.#run, step, png: value.image().bytes };
      } else if (value.kind === 'tensor') this.#tensor(step, value);
    } catch (error) {
      if (!(error instanceof EventError)) throw error; // the monitor counts what cannot be decoded
    }
  }

  #scalar(step: number, tag: string, number: number): void {
    for (const target of [this.#scalars, this.#sent]) {
      let growing = target.get(tag);
      if (growing === undefined) target.set(tag, (growing = { steps: [], values: [] }));
      growing.steps.push(step);
      growing.values.push(number);
    }
  }

  #tensor(step: number, value: EventValue): void {
    const signal = this.#signals.signal(value.tag);
    if (signal !== 'samples/generated' && signal !== 'samples/real') return;
    const points = pointsOf(value.tensor());
    if (points === undefined) return;
    if (signal === 'samples/generated') {
      this.#generated = { step, points };
      return;
    }
    this.#real = points;
    this.#plane = planeOf(points);
    this.#realChanged = true;
  }

  #samples(history: SampleHistory): SampleUpdate | undefined {
    if (this.#generated === undefined) return undefined;
    const { step, points } = this.#generated;
    this.#generated = undefined;
    if (this.#plane?.dimensions !== points.dimensions) this.#plane = planeOf(points);
    const plane = this.#plane;
    const real =
      this.#realChanged && this.#real?.dimensions === plane.dimensions ? plane.place(this.#real, -1) : undefined;
    this.#realChanged = false;
    const modes = modesIn(plane, history);
    return {
      type: 'samples',
      run: this.#run,
      step,
      projection: plane.projection,
      generated: plane.place(points, 1),
      ...(real === undefined ? {} : { real }),
      ...(modes === undefined ? {} : { modes }),
    };
  }
}

/** The modes that the monitor found, where the data has separate ones. */
function modesIn(plane: Plane, history: SampleHistory): SampleUpdate['modes'] {
  const { structure } = history;
  const latest = history.snapshots.at(-1);
  if (structure?.kind !== 'modes' || latest === undefined || structure.original.dimensions !== plane.dimensions)
    return undefined;
  const width = structure.original.dimensions;
  const data = new Float64Array(structure.parts * width);
  structure.medoids.forEach((row, i) =>
    data.set(structure.original.data.subarray(row * width, (row + 1) * width), i * width),
  );
  const { xy } = plane.place({ data, count: structure.parts, dimensions: width }, 1);
  return structure.realCounts.map((count, i) => ({
    x: xy[2 * i]!,
    y: xy[2 * i + 1]!,
    realShare: count / structure.real.count,
    generatedShare: latest.near[i]! / latest.count,
  }));
}
