/** What the panel draws of one run: all of its log turned into messages, a few at a time. */
import { EventError, type EventValue, type Tail, type TailEvent } from '../events/index.ts';
import type { Mapping } from '../config/index.ts';
import { duplicates, thinned, type Points } from '../metrics/index.ts';
import type {
  HistoryUpdate,
  InspectionUpdate,
  InspectionWish,
  MosaicUpdate,
  PointCloud,
  RunMessage,
  SampleUpdate,
  SharesUpdate,
  SnapshotUpdate,
} from '../protocol/index.ts';
import type { Classes } from './classes.ts';
import { Fields, meaningOf, withoutFieldOf } from './decision-field.ts';
import type { FeatureCurves, FeaturePoint } from './features.ts';
import { inspect, toleranceOf, usualDistance } from './inspect.ts';
import { imageShapeOf, Mosaics, type ImageShape } from './mosaics.ts';
import { mostPoints, planeOf, type Plane } from './projection.ts';
import type { ToProject } from './projector.ts';
import { firstBroken, pointsOf, type SampleHistory } from './samples.ts';
import { signalsOf } from './run-monitor.ts';
import { tailLog } from './source.ts';
import type { Structure } from './structure.ts';
import { Timeline, type Reading } from './timeline.ts';

interface Growing {
  readonly steps: number[];
  readonly values: number[];
}

/** What is kept of a step for looking back. */
interface Past {
  readonly generated?: PointCloud;
  readonly fixed?: PointCloud;
  readonly png?: Uint8Array;
}

/** Bytes kept for looking back: some thousand snapshots. */
const mostPast = 32 * 2 ** 20;

/** Bytes of samples in their own numbers that are kept: all of a run of ours, but for the smallest images. */
const mostKept = 64 * 2 ** 20;

/** Samples of latents that stay the same. */
const fixedSamples = 'samples/fixed';

/** Tags of images that are real ones, in our logs and in others. */
const ofRealImages = /(?:^|[^a-z])real(?:$|[^a-z])/i;

export class Hydration {
  readonly #run: string;
  readonly #mapping: Mapping | undefined;
  readonly #features: FeatureCurves | undefined;
  readonly #tail: Tail;
  #signals;
  #scalars = new Map<string, Growing>();
  #reset = true;
  /** Of what was sent, this step and all after it are void. */
  #voidFrom: number | undefined;
  #real: Points | undefined;
  #realChanged = false;
  #plane: Plane | undefined;
  #laidByReal = false;
  #generated: { step: number; cloud: PointCloud } | undefined;
  #fixed: { step: number; cloud: PointCloud } | undefined;
  #mosaic: MosaicUpdate | undefined;
  #realMosaic: MosaicUpdate | undefined;
  readonly #past = new Timeline<Past>(mostPast, sizeOfPast);
  /** Generated samples in their own numbers, those that are drawn. */
  readonly #rows = new Timeline<Points>(mostKept, ({ data }) => overhead + data.byteLength);
  readonly #fields = new Fields();
  readonly #config: () => unknown;
  #mosaics = new Mosaics();
  #shape: ImageShape | undefined;
  #usual: { readonly real: Points; readonly distance: number } | undefined;
  #pastRead: Reading | undefined;
  #sharesRead: Reading | undefined;

  /**
   * @param mapping what tags are by the word of a person
   * @param config of a run of our own, as resolved
   * @param features gets the samples, where they are compared by their features
   */
  constructor(run: string, mapping?: Mapping, config: () => unknown = () => undefined, features?: FeatureCurves) {
    this.#run = run;
    this.#config = config;
    this.#mapping = mapping;
    this.#features = features;
    this.#signals = signalsOf(mapping);
    this.#tail = tailLog(run);
  }

  get behind(): boolean {
    return this.#tail.behind;
  }

  /** Reads on. @throws EventError `read-failed` */
  read(budget: number): void {
    for (const event of this.#tail.poll(budget)) this.#take(event);
  }

  /** What was worked out of a snapshot is drawn beside what was logged. */
  noteFeatures({ step, values }: FeaturePoint): void {
    for (const [tag, value] of Object.entries(values)) this.#scalar(step, tag, value);
  }

  /** Messages with everything that was read since the last call; of samples and mosaics only the latest. */
  flush(samples: SampleHistory): RunMessage[] {
    const messages: RunMessage[] = [];
    if (this.#reset || this.#voidFrom !== undefined || this.#scalars.size > 0) {
      const series = [...this.#scalars].map(([tag, { steps, values }]) => ({
        tag,
        steps: Float64Array.from(steps),
        values: Float32Array.from(values),
      }));
      const voidFrom = this.#voidFrom === undefined ? {} : { voidFrom: this.#voidFrom };
      messages.push({ type: 'scalars', run: this.#run, reset: this.#reset, ...voidFrom, series });
      this.#reset = false;
      this.#voidFrom = undefined;
      this.#scalars = new Map();
    }
    const others = [this.#history(), this.#shares(samples), this.#samples(samples)];
    for (const message of others) if (message !== undefined) messages.push(message);
    if (this.#realMosaic !== undefined) messages.push(this.#realMosaic);
    if (this.#mosaic !== undefined) messages.push(this.#withTiles(this.#mosaic, samples));
    this.#mosaic = undefined;
    this.#realMosaic = undefined;
    return messages;
  }

  /** What was logged at a step or last before it. */
  lookAt(asked: number, samples: SampleHistory): SnapshotUpdate {
    const moment = this.#past.at(asked);
    const { generated, png } = moment?.entry ?? {};
    const step = moment?.step ?? asked;
    const plane = this.#plane;
    return {
      type: 'snapshot',
      run: this.#run,
      asked,
      samples:
        generated === undefined || plane === undefined
          ? null
          : this.#update(step, moment?.entry ?? {}, plane, samples.shares.at(step)?.entry, samples),
      mosaic:
        png === undefined
          ? null
          : this.#withTiles({ type: 'mosaic', run: this.#run, shows: 'generated', step, png }, samples),
    };
  }

  /**
   * Samples to lay out together: those of a step, or last before it.
   * @param most steps to take samples from, evenly over the run until then
   */
  toProject(step: number, most: number, { structure }: SampleHistory): ToProject {
    const real = structure?.original ?? this.#real;
    const generated = this.#momentsUpTo(step, most).flatMap((moment) => {
      const points = this.#rowsAt(moment);
      return points === undefined || (real !== undefined && points.dimensions !== real.dimensions)
        ? []
        : [{ step: moment, points }];
    });
    return { real, generated, structure, areTiles: this.#rows.length === 0 };
  }

  /** What a sample is like. */
  inspect(asked: InspectionWish, { structure, classes }: SampleHistory): InspectionUpdate {
    const { step, of, sample } = asked;
    const png = of === 'mosaic' ? this.#past.at(step) : undefined;
    const tiles = png?.step === step && png.entry.png !== undefined ? this.#mosaics.cut(png.entry.png) : undefined;
    const kept = of === 'samples' ? this.#rows.at(step) : undefined;
    const x = tiles?.points ?? (kept?.step === step ? kept.entry : undefined);
    const real = structure?.original ?? this.#real;
    const isThere = x !== undefined && real?.dimensions === x.dimensions && sample >= 0 && sample < x.count;
    if (!isThere) return { type: 'inspection', run: this.#run, asked, found: null };
    const found = inspect({
      x,
      row: sample,
      real,
      usual: this.#usualOf(real),
      structure,
      plane: of === 'samples' ? this.#plane : undefined,
      shape: tiles?.shape ?? this.#shape,
      classes,
    });
    return { type: 'inspection', run: this.#run, asked, found };
  }

  /** Between a real sample and the one most like it; taken once. */
  #usualOf(real: Points): number {
    if (this.#usual?.real !== real) this.#usual = { real, distance: usualDistance(real) };
    return this.#usual.distance;
  }

  /** Places in the list of those that are nearly the same as another. */
  #duplicatesIn(x: Points, structure: Structure): Uint32Array {
    const { marked } = duplicates(x, toleranceOf(structure, this.#usualOf(structure.original)));
    return Uint32Array.from(marked.keys()).filter((i) => marked[i] === 1);
  }

  #momentsUpTo(step: number, most: number): readonly number[] {
    const timeline = this.#rows.length > 0 ? this.#rows : this.#past;
    return timeline.upTo(step, most);
  }

  /** Where the log has pictures only, their tiles are the samples. */
  #rowsAt(step: number): Points | undefined {
    if (this.#rows.length > 0) return this.#rows.at(step)?.entry;
    const png = this.#past.at(step)?.entry.png;
    return png === undefined ? undefined : this.#mosaics.cut(png)?.points;
  }

  /** With where its images are, and which are nearly the same. */
  #withTiles(mosaic: MosaicUpdate, { structure }: SampleHistory): MosaicUpdate {
    const tiles = this.#mosaics.cut(mosaic.png);
    if (tiles === undefined) return mosaic;
    const { rows, columns, height, width, padding, border } = tiles.grid;
    const grid = { rows, columns, height, width, padding, border };
    if (structure?.original.dimensions !== tiles.points.dimensions) return { ...mosaic, grid };
    return { ...mosaic, grid, duplicates: this.#duplicatesIn(tiles.points, structure) };
  }

  #take(event: TailEvent): void {
    if ('values' in event) {
      for (const value of event.values) this.#value(event.step, value);
      return;
    }
    if (event.type === 'reset') {
      this.#scalars = new Map();
      this.#reset = true;
      this.#voidFrom = undefined;
      this.#signals = signalsOf(this.#mapping);
      this.#plane = undefined;
      this.#real = undefined;
      this.#laidByReal = false;
      this.#past.clear();
      this.#rows.clear();
      this.#fields.clear();
      this.#mosaics = new Mosaics();
      this.#shape = undefined;
      this.#fixed = undefined;
    } else {
      this.#takeBack(event.step);
      this.#past.rewind(event.step);
      this.#rows.rewind(event.step);
      this.#fields.rewind(event.step);
    }
    this.#features?.rewind(event.type === 'reset' ? Number.NEGATIVE_INFINITY : event.step);
  }

  /** Steps were taken back: what waits to be sent is put right here, what was sent by whoever has it. */
  #takeBack(step: number): void {
    for (const { steps, values } of this.#scalars.values()) {
      const kept = steps.findIndex((each) => each >= step);
      if (kept === -1) continue;
      steps.length = kept;
      values.length = kept;
    }
    this.#voidFrom = Math.min(this.#voidFrom ?? step, step);
  }

  #value(step: number, value: EventValue): void {
    try {
      if (value.kind === 'scalar') this.#scalar(step, value.tag, value.scalar());
      else if (value.kind === 'image') {
        this.#image(step, value.tag, value.image().bytes);
      } else if (value.kind === 'tensor') this.#tensor(step, value);
    } catch (error) {
      if (!(error instanceof EventError)) throw error; // the monitor counts what cannot be decoded
    }
  }

  #image(step: number, tag: string, png: Uint8Array): void {
    const isReal = ofRealImages.test(tag);
    // Where there are pictures only, their tiles are the samples
    const tiles = this.#features === undefined || this.#shape !== undefined ? undefined : this.#mosaics.cut(png);
    if (tiles !== undefined && isReal) this.#features?.addReal(tiles.points, tiles.shape);
    else if (tiles !== undefined) this.#features?.addGenerated(step, tiles.points, tiles.shape);
    if (isReal) {
      this.#realMosaic = { type: 'mosaic', run: this.#run, shows: 'real', step, png };
      return;
    }
    this.#mosaic = { type: 'mosaic', run: this.#run, shows: 'generated', step, png };
    this.#keep(step, { png });
  }

  #scalar(step: number, tag: string, number: number): void {
    let growing = this.#scalars.get(tag);
    if (growing === undefined) this.#scalars.set(tag, (growing = { steps: [], values: [] }));
    growing.steps.push(step);
    growing.values.push(number);
  }

  #tensor(step: number, value: EventValue): void {
    this.#fields.take(step, value.tag, () => value.tensor());
    const signal = value.tag === fixedSamples ? undefined : this.#signals.signal(value.tag);
    if (value.tag !== fixedSamples && signal !== 'samples/generated' && signal !== 'samples/real') return;
    const tensor = value.tensor();
    const points = pointsOf(tensor);
    if (points === undefined) return;
    if (signal === undefined) {
      if (this.#plane?.dimensions !== points.dimensions) return;
      const cloud = this.#plane.place(points, 1);
      this.#fixed = { step, cloud };
      this.#keep(step, { fixed: cloud });
      return;
    }
    this.#shape = imageShapeOf(tensor.shape);
    if (this.#shape !== undefined) this.#mosaics.note(this.#shape);
    if (signal === 'samples/generated') {
      this.#plane = this.#plane?.dimensions === points.dimensions ? this.#plane : this.#layPlane(points);
      const cloud = this.#plane.place(points, 1);
      this.#generated = { step, cloud };
      this.#keep(step, { generated: cloud });
      if (firstBroken(points.data) === undefined) {
        this.#rows.add(step, thinned(points, mostPoints));
        this.#features?.addGenerated(step, points, this.#shape);
      }
      return;
    }
    this.#real = points;
    this.#features?.addReal(points, this.#shape);
    // Laid by the first real samples: a plane that turned with each of them would make every picture jump.
    if (!this.#laidByReal || this.#plane?.dimensions !== points.dimensions) {
      this.#plane = this.#layPlane(points);
      this.#laidByReal = true;
    }
    this.#realChanged = true;
  }

  /** What was kept lies in the old plane, and goes with it. */
  #layPlane(points: Points): Plane {
    if (this.#plane !== undefined) this.#past.clear();
    this.#laidByReal = false;
    return planeOf(points);
  }

  #keep(step: number, part: Past): void {
    const last = this.#past.at(step);
    this.#past.add(step, last?.step === step ? { ...last.entry, ...part } : part);
  }

  #history(): HistoryUpdate | undefined {
    const news = this.#past.newsSince(this.#pastRead);
    if (news === undefined) return undefined;
    this.#pastRead = news.reading;
    const steps = Float64Array.from(news.moments, ({ step }) => step);
    return { type: 'history', run: this.#run, reset: news.reset, steps };
  }

  #shares({ shares, structure }: SampleHistory): SharesUpdate | undefined {
    if (structure?.kind !== 'modes') return undefined;
    const news = shares.newsSince(this.#sharesRead);
    if (news === undefined) return undefined;
    this.#sharesRead = news.reading;
    const modes = structure.parts;
    const data = new Float32Array(modes * news.moments.length);
    news.moments.forEach(({ entry }, i) => data.set(entry, i * modes));
    const steps = Float64Array.from(news.moments, ({ step }) => step);
    return { type: 'shares', run: this.#run, reset: news.reset, modes, steps, shares: data };
  }

  #samples(history: SampleHistory): SampleUpdate | undefined {
    if (this.#generated === undefined || this.#plane === undefined) return undefined;
    const { step, cloud } = this.#generated;
    const plane = this.#plane;
    this.#generated = undefined;
    const real =
      this.#realChanged && this.#real?.dimensions === plane.dimensions ? plane.place(this.#real, -1) : undefined;
    this.#realChanged = false;
    const latest = history.snapshots.at(-1);
    const shares = latest?.near.map((count) => count / latest.count);
    const seen = { generated: cloud, ...(this.#fixed?.step === step ? { fixed: this.#fixed.cloud } : {}) };
    return { ...this.#update(step, seen, plane, shares, history), ...(real === undefined ? {} : { real }) };
  }

  /** Only where points lie in the plane as they are. */
  #fieldAt(step: number, { projection }: Plane): Pick<SampleUpdate, 'field' | 'withoutField'> {
    if (projection !== 'identity') return {};
    const config = this.#config();
    const found = this.#fields.at(step);
    if (found !== undefined) return { field: { ...found, meaning: meaningOf(config) } };
    const withoutField = withoutFieldOf(config);
    return withoutField === undefined ? {} : { withoutField };
  }

  #update(
    step: number,
    { generated, fixed }: Past,
    plane: Plane,
    shares: ArrayLike<number> | undefined,
    { structure, classes }: SampleHistory,
  ): SampleUpdate {
    const modes =
      structure === undefined || shares === undefined ? undefined : modesIn(plane, structure, shares, classes);
    const rows = this.#rows.at(step);
    const isKept = rows?.step === step && rows.entry.dimensions === structure?.original.dimensions;
    return {
      type: 'samples',
      run: this.#run,
      step,
      projection: plane.projection,
      generated: generated ?? { count: 0, xy: new Float32Array() },
      ...(fixed === undefined ? {} : { fixed }),
      ...(isKept ? { duplicates: this.#duplicatesIn(rows.entry, structure) } : {}),
      ...this.#fieldAt(step, plane),
      ...(modes === undefined ? {} : { modes }),
    };
  }
}

/** Bytes that an entry takes beside its numbers, about: so that many small ones do not grow without bound either. */
const overhead = 256;

function sizeOfPast({ generated, fixed, png }: Past): number {
  return overhead + (generated?.xy.byteLength ?? 0) + (fixed?.xy.byteLength ?? 0) + (png?.byteLength ?? 0);
}

/** The modes that the monitor found, where the data has separate ones. @param shares of the samples, near each part */
function modesIn(
  plane: Plane,
  structure: Structure,
  shares: ArrayLike<number>,
  classes: Classes,
): SampleUpdate['modes'] {
  if (structure.kind !== 'modes' || structure.original.dimensions !== plane.dimensions) return undefined;
  const width = structure.original.dimensions;
  const data = new Float64Array(structure.parts * width);
  structure.medoids.forEach((row, i) =>
    data.set(structure.original.data.subarray(row * width, (row + 1) * width), i * width),
  );
  const { xy } = plane.place({ data, count: structure.parts, dimensions: width }, 1);
  return structure.realCounts.map((count, i) => {
    const middle = data.subarray(i * width, (i + 1) * width);
    const number = classes.classOf({ data: middle, count: 1, dimensions: width });
    return {
      x: xy[2 * i]!,
      y: xy[2 * i + 1]!,
      realShare: count / structure.real.count,
      generatedShare: shares[i]!,
      ...(number !== undefined && { label: classes.nameOf(number) }),
    };
  });
}
