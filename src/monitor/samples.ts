/** The samples of a run: tensors to points, the structure of the real data, and what was measured of each snapshot. */
import type { Tensor } from '../events/index.ts';
import {
  nearest,
  randomDirections,
  rows,
  slicedWasserstein,
  slicedWassersteinTo,
  type Points,
} from '../metrics/index.ts';
import { createRandom } from '../random/index.ts';
import { Classes } from './classes.ts';
import { Generators } from './generators.ts';
import { embedded, isCollapsed, isExploded, measure, placesOf, type Snapshot } from './snapshot.ts';
import { discoverStructure, fewestReal, type Structure } from './structure.ts';
import { discriminatorTooWeak, samples as limits } from './thresholds.ts';
import { Timeline } from './timeline.ts';
import { Training } from './training.ts';

/**
 * Samples of a tensor [n, ...] as rows; images are flattened, whichever axis has their channels.
 * Undefined where it is no list of samples.
 */
export function pointsOf(tensor: Tensor): Points | undefined {
  const [count, ...rest] = tensor.shape;
  if (count === undefined || count === 0 || tensor.data.length === 0) return undefined;
  return { data: tensor.data, count, dimensions: rest.reduce((product, size) => product * size, 1) };
}

/**
 * Real samples as they are logged: once, or a few each time. They are pooled until there are enough, and used anew only
 * when they have doubled, as everything that was measured against them then begins again.
 */
class RealPool {
  #pooled: Points | undefined;
  /** What is used at present. */
  points: Points | undefined;

  /** True when other points are to be used from now on. */
  add(points: Points): boolean {
    const few = thinned(points, limits.mostTraining);
    if (this.#pooled === undefined) this.#pooled = few;
    else if (this.#pooled.count >= limits.enoughReal || !isNew(few, this.#pooled)) return false;
    else this.#pooled = joined(this.#pooled, few);
    if (this.points !== undefined && this.#pooled.count < 2 * this.points.count) return false;
    this.points = this.#pooled;
    return true;
  }
}

/** Whether rows are more than a repetition of what there is (a restarted run logs its data again), and fit it. */
function isNew(points: Points, pooled: Points): boolean {
  if (points.dimensions !== pooled.dimensions) return false;
  const { distance } = nearest(thinned(points, limits.mostChecked), pooled);
  return distance.some((d) => d > 0);
}

export class SampleHistory {
  readonly #real = new RealPool();
  readonly #holdout = new RealPool();
  #structure: Structure | undefined;
  #training: Training | undefined;
  #stale = false;
  /** Snapshots that came before any real data. */
  #waiting: { step: number; points: Points }[] = [];
  #snapshots: Snapshot[] = [];
  #first: Snapshot | undefined;
  #goingSince: number | undefined;
  #spreadSince: number | undefined;
  #widest: { readonly step: number; readonly spread: number }[] = [];
  #latest: { readonly step: number; readonly points: Points; readonly embedded: Points } | undefined;
  #latents: { readonly step: number; readonly points: Points } | undefined;
  #toReal: { readonly distance: (x: Points) => number; readonly usual: number } | undefined;
  /** What each of several generators makes, where they are logged apart. */
  readonly generators = new Generators();
  /** What is made where a class is asked for, of generators that are told one. */
  readonly classes = new Classes();
  /** Share of the samples near each part, of all snapshots: for people, who look back further than rules do. */
  readonly shares = new Timeline<Float32Array>(limits.mostShares, ({ length }) => length);

  /** Measured snapshots, oldest first; the older ones are dropped. */
  get snapshots(): readonly Snapshot[] {
    return this.#snapshots;
  }

  get first(): Snapshot | undefined {
    return this.#first;
  }

  /** The step at which the samples first were spread out and (partly) on the data. */
  get goingSince(): number | undefined {
    return this.#goingSince;
  }

  /** The step at which the samples first were spread out, wherever they lay. */
  get spreadSince(): number | undefined {
    return this.#spreadSince;
  }

  /** Largest spread against the data's so far, of samples that were not beyond everything; of untrained ones 0. */
  get widest(): number {
    return this.#widest.at(-1)?.spread ?? 0;
  }

  /** The last snapshot's samples, in their own numbers. */
  get latest(): Points | undefined {
    return this.#latest?.points;
  }

  /**
   * The last samples together with the latents that they were made from, where those were logged at the same step.
   * Latents may be fewer: those of the first samples.
   */
  get withLatents(): { readonly step: number; readonly samples: Points; readonly latents: Points } | undefined {
    if (this.#latest === undefined || this.#latents?.step !== this.#latest.step) return undefined;
    const { step, points: all, embedded: few } = this.#latest;
    const latents = this.#latents.points;
    if (latents.count > all.count) return undefined;
    // In the structure's space, where distances cost less, unless only some of the samples were taken there.
    const samples = few.count === all.count ? few : all;
    return { step, samples: firstRows(samples, latents.count), latents };
  }

  /**
   * Sliced Wasserstein distance of the last samples to the real ones, in spreads of the data, and the usual one, of as
   * many real samples to the others. In the structure's space.
   */
  distanceToReal(): { readonly now: number; readonly usual: number } | undefined {
    const { structure } = this;
    if (structure === undefined || this.#latest === undefined) return undefined;
    const { real, spread } = structure;
    const count = Math.min(this.#latest.points.count, Math.floor(real.count / 2), limits.mostCompared);
    if (this.#toReal === undefined) {
      const directions = directionsIn(real.dimensions);
      const half = (from: number): Points =>
        rows(
          real,
          Int32Array.from({ length: Math.floor(real.count / 2) }, (_, i) => 2 * i + from),
        );
      const usual = slicedWasserstein(thinned(half(0), count), half(1), directions).first / spread;
      this.#toReal = { distance: slicedWassersteinTo(real, directions), usual };
    }
    return { now: this.#toReal.distance(thinned(this.#latest.embedded, count)) / spread, usual: this.#toReal.usual };
  }

  /** Whether there is real data to compare with. */
  get comparable(): boolean {
    return (this.#real.points?.count ?? 0) + (this.#holdout.points?.count ?? 0) >= fewestReal;
  }

  /** The structure of the real data, found when first asked for. Undefined without (enough) real samples. */
  get structure(): Structure | undefined {
    if (this.#stale) this.#rebuild();
    return this.#structure;
  }

  addReal(points: Points): void {
    this.classes.addReal(points);
    if (this.#real.add(points)) this.#stale = true;
  }

  addHoldout(points: Points): void {
    if (this.#holdout.add(points)) this.#stale = true;
  }

  /** The latents of a snapshot. False when they are not (yet) those of the last one. */
  addLatents(step: number, latents: Points): boolean {
    this.#latents = { step, points: latents };
    return this.#latest?.step === step;
  }

  /** Samples of one of several generators. False when there is nothing to hold them against. */
  addOfGenerator(generator: number, step: number, made: Points): boolean {
    const { structure } = this;
    if (structure === undefined || made.dimensions !== structure.original.dimensions) return false;
    this.generators.add(generator, step, made, structure);
    return true;
  }

  /** Measures a snapshot of finite samples. False when it has to wait for real data, or does not fit it. */
  addGenerated(step: number, points: Points): boolean {
    this.classes.addGenerated(step, points);
    const { structure } = this;
    if (structure === undefined) {
      this.#waiting.push({ step, points });
      if (this.#waiting.length > limits.mostWaiting) this.#waiting.shift();
      return false;
    }
    for (const waiting of this.#waiting.splice(0)) this.#measure(waiting.step, waiting.points, structure);
    return this.#measure(step, points, structure);
  }

  #measure(step: number, points: Points, structure: Structure): boolean {
    if (points.dimensions !== structure.original.dimensions) return false;
    const few = embedded(points, structure);
    const places = placesOf(few, structure);
    const copies = this.#training?.copies(points, few === points ? places.closest : undefined);
    const measured = {
      ...measure(step, few, structure, places),
      ...(copies === undefined ? {} : { copies }),
      repeats: areRepeated(points, this.#latest?.points),
    };
    this.#first ??= measured;
    this.#latest = { step, points, embedded: few };
    this.#snapshots.push(measured);
    this.shares.add(
      step,
      Float32Array.from(measured.near, (count) => count / measured.count),
    );
    if (this.#snapshots.length > limits.mostSnapshots) this.#snapshots.shift();
    if (measured.spreadRatio >= limits.goingSpread && !isExploded(measured)) this.#spreadSince ??= step;
    if (measured !== this.#first && measured.spreadRatio > this.widest && !isExploded(measured)) {
      this.#widest.push({ step, spread: measured.spreadRatio });
    }
    if (
      this.#goingSince === undefined &&
      measured.nearShare >= limits.goingNear &&
      measured.spreadRatio >= limits.goingSpread &&
      !isCollapsed(measured, structure)
    ) {
      this.#goingSince = step;
    }
    return true;
  }

  #rebuild(): void {
    this.#stale = false;
    const real = this.#real.points;
    const holdout = this.#holdout.points;
    const all =
      real !== undefined && holdout?.dimensions === real.dimensions ? joined(real, holdout) : (real ?? holdout);
    this.#structure = all === undefined || all.count < fewestReal ? undefined : discoverStructure(all);
    this.#training =
      real !== undefined && holdout?.dimensions === real.dimensions && this.#structure !== undefined
        ? new Training(real, holdout, this.#structure)
        : undefined;
    this.#snapshots = [];
    this.#first = undefined;
    this.#widest = [];
    this.#latest = undefined;
    this.#toReal = undefined;
    this.generators.clear();
    this.shares.clear();
  }

  /** Forgets the snapshots at `step` and after it. */
  rewind(step: number): void {
    this.#snapshots = this.#snapshots.filter((snapshot) => snapshot.step < step);
    this.#waiting = this.#waiting.filter((waiting) => waiting.step < step);
    if (this.#goingSince !== undefined && this.#goingSince >= step) this.#goingSince = undefined;
    if (this.#spreadSince !== undefined && this.#spreadSince >= step) this.#spreadSince = undefined;
    this.#widest = this.#widest.filter((wide) => wide.step < step);
    if (this.#first !== undefined && this.#first.step >= step) this.#first = undefined;
    if (this.#latest !== undefined && this.#latest.step >= step) this.#latest = undefined;
    if (this.#latents !== undefined && this.#latents.step >= step) this.#latents = undefined;
    this.generators.rewind(step);
    this.classes.rewind(step);
    this.shares.rewind(step);
  }
}

/** Unit directions, the same every time. */
function directionsIn(dimensions: number): Points {
  return randomDirections(discriminatorTooWeak.directions, dimensions, createRandom(1).split('directions'));
}

/** Whether samples are closer to those at their place in `before` than to those half a snapshot further on. */
function areRepeated(points: Points, before: Points | undefined): boolean {
  if (before?.dimensions !== points.dimensions || before.count !== points.count || points.count < 2) return false;
  const { count, dimensions } = points;
  let same = 0;
  let other = 0;
  for (let i = 0; i < count; i++) {
    const from = i * dimensions;
    const further = ((i + Math.floor(count / 2)) % count) * dimensions;
    for (let k = 0; k < dimensions; k++) {
      same += (points.data[from + k]! - before.data[from + k]!) ** 2;
      other += (points.data[from + k]! - before.data[further + k]!) ** 2;
    }
  }
  return same < limits.repeated ** 2 * other;
}

function joined(a: Points, b: Points): Points {
  const data = new Float64Array(a.data.length + b.data.length);
  data.set(a.data);
  data.set(b.data, a.data.length);
  return { data, count: a.count + b.count, dimensions: a.dimensions };
}

function firstRows(x: Points, count: number): Points {
  return { data: x.data.subarray(0, count * x.dimensions), count, dimensions: x.dimensions };
}

/** At most so many rows, evenly taken. */
function thinned(x: Points, most: number): Points {
  return x.count <= most
    ? x
    : rows(
        x,
        Int32Array.from({ length: most }, (_, i) => Math.floor((i * x.count) / most)),
      );
}

/** Whether every number is finite; if not, the first that is not. */
export function firstBroken(data: Float32Array | Float64Array): number | undefined {
  for (const value of data) if (!Number.isFinite(value)) return value;
  return undefined;
}
