/** Samples of a generator that is told the class of each: held against real samples of the same class. */
import { joined, meanOf, nearest, rows, spreadOf, thinned, type Points } from '../metrics/index.ts';
import { classCollapse as limits } from './thresholds.ts';

interface Labelled {
  readonly points: Points;
  /** The class of each row. */
  readonly labels: Int32Array;
}

interface Real extends Labelled {
  readonly classes: readonly ClassOfData[];
  /** All of them: to say of what class a real sample is. */
  readonly all: Labelled;
}

interface ClassOfData {
  readonly share: number;
  /** Root mean square distance to the class's own mean. */
  readonly spread: number;
  /** Share of its samples whose closest other real sample is of it, too. */
  readonly own: number;
  /** Row of the sample closest to its mean. */
  readonly medoid: number;
}

/** What was made lately where one class was asked for. */
export interface ClassMade {
  readonly class: number;
  /** Samples asked for, of all classes, and of this one. */
  readonly all: number;
  readonly count: number;
  /** Those whose closest real sample is of the class. */
  readonly own: number;
  /** How much they vary, against the real samples of the class. */
  readonly spreadRatio: number;
  /** The class in the real data. */
  readonly real: ClassOfData;
}

export class Classes {
  #names: readonly string[] = [];
  #realLabels: Int32Array | undefined;
  #real: Real | undefined;
  #labels: { readonly step: number; readonly labels: Int32Array } | undefined;
  /** The last snapshots, and the class of the closest real sample to each row. */
  #made: (Labelled & { readonly step: number; readonly closest: Int32Array })[] = [];

  /** What the classes are called, by number, where that is known. */
  call(names: readonly string[]): void {
    this.#names = names;
  }

  /** The name of a class; its number where it has no other. */
  nameOf(number: number): string {
    return this.#names[number] ?? String(number);
  }

  /** The classes of the real samples that come next. */
  addRealLabels(labels: Int32Array): void {
    this.#realLabels = labels;
  }

  addReal(points: Points): void {
    const labels = this.#realLabels;
    this.#realLabels = undefined;
    if (this.#real !== undefined || labels?.length !== points.count) return;
    const few = thinned(points, limits.mostReal);
    const kept = Int32Array.from({ length: few.count }, (_, i) => labels[Math.floor((i * points.count) / few.count)]!);
    this.#real = { points: few, labels: kept, classes: classesOf(few, kept), all: { points, labels } };
  }

  /** The classes that were asked for at a step; its samples come next. */
  addLabels(step: number, labels: Int32Array): void {
    this.#labels = { step, labels };
  }

  addGenerated(step: number, points: Points): void {
    const real = this.#real;
    const labels = this.labelsAt(step);
    if (real === undefined || labels?.length !== points.count || points.dimensions !== real.points.dimensions) return;
    const closest = Int32Array.from(nearest(points, real.points).index, (row) => real.labels[row]!);
    this.#made.push({ step, points, labels, closest });
    if (this.#made.length > limits.pooled) this.#made.shift();
  }

  /** The classes that were asked for at a step, in the order of its samples. */
  labelsAt(step: number): Int32Array | undefined {
    return this.#labels?.step === step ? this.#labels.labels : undefined;
  }

  /** Of each class with enough samples in the last snapshots; undefined before there are several, the last at `step`. */
  made(step: number): readonly ClassMade[] | undefined {
    const real = this.#real;
    if (real === undefined || this.#made.length < 2 || this.#made.at(-1)?.step !== step) return undefined;
    const all = this.#made.reduce((sum, { points }) => sum + points.count, 0);
    return real.classes.flatMap((ofData, number): ClassMade[] => {
      const points = joined(this.#made.flatMap((snapshot) => rowsOf(snapshot.points, snapshot.labels, number)));
      if (points === undefined || points.count < limits.fewest || Number.isNaN(ofData.own)) return [];
      const own = this.#made.reduce(
        (sum, { labels, closest }) => sum + closest.filter((c, i) => c === number && labels[i] === number).length,
        0,
      );
      const spreadRatio = ofData.spread === 0 ? 1 : spreadOf(points) / ofData.spread;
      return [{ class: number, all, count: points.count, own, spreadRatio, real: ofData }];
    });
  }

  /** A real sample of the class, the closest to its mean; undefined where there is none. */
  prototypeOf(number: number): Float64Array | undefined {
    const real = this.#real;
    const medoid = real?.classes[number]?.medoid;
    if (real === undefined || medoid === undefined || medoid < 0) return undefined;
    const { data, dimensions } = real.points;
    return Float64Array.from(data.subarray(medoid * dimensions, (medoid + 1) * dimensions));
  }

  /** The class of the real sample that is closest to this one; undefined where no classes are known. */
  classOf(sample: Points): number | undefined {
    const real = this.#real;
    if (real === undefined || real.points.dimensions !== sample.dimensions) return undefined;
    return real.labels[nearest(sample, real.points).index[0]!];
  }

  /** The class of each of these real samples; undefined for those that came without one. */
  classesOfReal(samples: Points): readonly (number | undefined)[] {
    const { points, labels } = this.#real?.all ?? {};
    if (points === undefined || labels === undefined || points.dimensions !== samples.dimensions) {
      return Array.from({ length: samples.count }, () => undefined);
    }
    const { index, distance } = nearest(samples, points);
    return Array.from(index, (row, i) => (distance[i] === 0 ? labels[row] : undefined));
  }

  rewind(step: number): void {
    this.#made = this.#made.filter((snapshot) => snapshot.step < step);
    if (this.#labels !== undefined && this.#labels.step >= step) this.#labels = undefined;
  }
}

function classesOf(points: Points, labels: Int32Array): ClassOfData[] {
  const count = labels.reduce((most, label) => Math.max(most, label), -1) + 1;
  const closest = nearest(points, points, true).index;
  return Array.from({ length: count }, (_, number) => {
    const at = Int32Array.from(labels.keys()).filter((row) => labels[row] === number);
    // One sample alone has no other that could be of its class
    if (at.length < 2) return { share: at.length / points.count, spread: 0, own: Number.NaN, medoid: at[0] ?? -1 };
    const own = rows(points, at);
    const mean = { data: meanOf(own), count: 1, dimensions: own.dimensions };
    return {
      share: at.length / points.count,
      spread: spreadOf(own),
      own: at.filter((row) => labels[closest[row]!] === number).length / at.length,
      medoid: at[nearest(mean, own).index[0]!]!,
    };
  });
}

/** The samples of a class, in a list; an empty one where there are none. */
function rowsOf(points: Points, labels: Int32Array, number: number): Points[] {
  const at = Int32Array.from(labels.keys()).filter((row) => labels[row] === number);
  return at.length === 0 ? [] : [rows(points, at)];
}
