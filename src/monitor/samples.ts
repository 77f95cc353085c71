/** The samples of a run: tensors to points, the structure of the real data, and what was measured of each snapshot. */
import type { Tensor } from '../events/index.ts';
import { nearest, quantile, rows, type Points } from '../metrics/index.ts';
import { measure, isCollapsed, type Snapshot } from './snapshot.ts';
import { discoverStructure, fewestReal, type Structure } from './structure.ts';
import { memorisation, samples as limits } from './thresholds.ts';

/**
 * Samples of a tensor [n, ...] as rows; images are flattened, whichever axis has their channels.
 * Undefined where it is no list of samples.
 */
export function pointsOf(tensor: Tensor): Points | undefined {
  const [count, ...rest] = tensor.shape;
  if (count === undefined || count === 0 || tensor.data.length === 0) return undefined;
  return { data: tensor.data, count, dimensions: rest.reduce((product, size) => product * size, 1) };
}

/** Real data that was trained on, beside real data that was not. */
interface Training {
  readonly train: Points;
  /** Closer than this to a training point are only 5 % of the real data that was not trained on. */
  readonly close: number;
}

export class SampleHistory {
  #real: Points | undefined;
  #holdout: Points | undefined;
  #structure: Structure | undefined;
  #training: Training | undefined;
  #stale = false;
  /** Snapshots that came before any real data. */
  #waiting: { step: number; points: Points }[] = [];
  #snapshots: Snapshot[] = [];
  #first: Snapshot | undefined;
  #goingSince: number | undefined;

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

  /** Whether there is real data to compare with. */
  get comparable(): boolean {
    return (this.#real?.count ?? 0) + (this.#holdout?.count ?? 0) >= fewestReal;
  }

  /** The structure of the real data, found when first asked for. Undefined without (enough) real samples. */
  get structure(): Structure | undefined {
    if (this.#stale) this.#rebuild();
    return this.#structure;
  }

  addReal(points: Points): void {
    if (same(this.#real, points)) return;
    this.#real = points;
    this.#stale = true;
  }

  addHoldout(points: Points): void {
    if (same(this.#holdout, points)) return;
    this.#holdout = points;
    this.#stale = true;
  }

  /** Measures a snapshot of finite samples. False when it has to wait for real data, or does not fit it. */
  addGenerated(step: number, points: Points): boolean {
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
    const measured = { ...measure(step, points, structure), ...this.#copies(points) };
    this.#first ??= measured;
    this.#snapshots.push(measured);
    if (this.#snapshots.length > limits.mostSnapshots) this.#snapshots.shift();
    if (
      this.#goingSince === undefined &&
      measured.nearShare >= limits.goingNear &&
      measured.spreadRatio >= limits.goingSpread &&
      !isCollapsed(measured, structure.parts)
    ) {
      this.#goingSince = step;
    }
    return true;
  }

  #copies(points: Points): { copies?: number } {
    if (this.#training === undefined) return {};
    const { train, close } = this.#training;
    if (points.dimensions !== train.dimensions) return {};
    const few = points.count <= limits.mostCompared ? points : firstRows(points, limits.mostCompared);
    const { distance } = nearest(few, train);
    return { copies: distance.reduce((sum, d) => sum + (d < close ? 1 : 0), 0) / few.count };
  }

  #rebuild(): void {
    this.#stale = false;
    const parts = [this.#real, this.#holdout].filter((points) => points !== undefined);
    const [a, b] = parts;
    const all = a !== undefined && b?.dimensions === a.dimensions ? joined(a, b) : a;
    this.#structure = all === undefined || all.count < fewestReal ? undefined : discoverStructure(all);
    this.#training = undefined;
    if (this.#real !== undefined && this.#holdout?.dimensions === this.#real.dimensions) {
      const train = firstRows(this.#real, limits.mostTraining);
      const { distance } = nearest(firstRows(this.#holdout, limits.mostCompared), train);
      this.#training = { train, close: quantile(distance, memorisation.closeShare) };
    }
    this.#snapshots = [];
    this.#first = undefined;
  }

  /** Forgets the snapshots at `step` and after it. */
  rewind(step: number): void {
    this.#snapshots = this.#snapshots.filter((snapshot) => snapshot.step < step);
    this.#waiting = this.#waiting.filter((waiting) => waiting.step < step);
    if (this.#goingSince !== undefined && this.#goingSince >= step) this.#goingSince = undefined;
    if (this.#first !== undefined && this.#first.step >= step) this.#first = undefined;
  }
}

function same(a: Points | undefined, b: Points): boolean {
  if (a?.count !== b.count || a.dimensions !== b.dimensions) return false;
  return a.data.every((value, i) => value === b.data[i]);
}

function joined(a: Points, b: Points): Points {
  const data = new Float64Array(a.data.length + b.data.length);
  data.set(a.data);
  data.set(b.data, a.data.length);
  return { data, count: a.count + b.count, dimensions: a.dimensions };
}

function firstRows(x: Points, most: number): Points {
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
