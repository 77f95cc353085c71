/**
 * Real and generated samples compared by what a network of the user's own makes of them: kernel distance, precision and
 * recall at each snapshot, worked out one after the other, while logs are read on. For people: no rule looks at them.
 */
import { openModel, EngineError, type Model } from '../engine/index.ts';
import { coverage, joined, kernelDistanceTo, kthDistances, thinned, type Points } from '../metrics/index.ts';
import type { NamedExtractor } from './feature-file.ts';
import type { ImageShape } from './mosaics.ts';
import { features as limits } from './thresholds.ts';

export interface FeaturePoint {
  readonly step: number;
  /** By tag. */
  readonly values: Readonly<Record<string, number>>;
}

interface Snapshot {
  readonly step: number;
  readonly points: Points;
  readonly shape: ImageShape | undefined;
}

/** What generated features are held against. */
interface Real {
  readonly points: Points;
  readonly radii: Float64Array;
  readonly distance: (generated: Points) => number;
}

export class FeatureCurves {
  readonly #named: NamedExtractor;
  #model: Model | undefined;
  #samples: Omit<Snapshot, 'step'> | undefined;
  #real: Real | undefined;
  #waiting: Snapshot[] = [];
  #problem: string | undefined;
  /** Raised when what is being worked out is of a log that has been begun anew. */
  #revision = 0;
  #working = false;
  #closed = false;

  constructor(named: NamedExtractor) {
    this.#named = named;
    if (named.file === undefined) this.#problem = 'its path may not leave the folder of this file';
  }

  /** There is a snapshot to be worked out. */
  get busy(): boolean {
    return this.#problem === undefined && this.#samples !== undefined && this.#waiting.length > 0;
  }

  /** Why there are no curves, as `file:line:column message`. */
  get problem(): string | undefined {
    const { place, name } = this.#named;
    return this.#problem && `${place} The feature extractor "${name}" cannot be used: ${this.#problem}.`;
  }

  /** Real samples; the first ones count, up to as many as are compared. */
  addReal(points: Points, shape: ImageShape | undefined): void {
    const before = this.#samples?.points;
    if (before !== undefined && (before.count >= limits.mostReal || before.dimensions !== points.dimensions)) return;
    const all = joined([...(before === undefined ? [] : [before]), few(points, limits.mostReal)]);
    if (all === undefined) return;
    this.#samples = { points: few(all, limits.mostReal), shape };
    this.#real = undefined;
  }

  /** A snapshot; where more would wait than is kept, every second of them is left out. */
  addGenerated(step: number, points: Points, shape: ImageShape | undefined): void {
    if (this.#problem !== undefined) return;
    this.#waiting.push({ step, points: few(points, limits.mostGenerated), shape });
    const numbers = this.#waiting.reduce((sum, waiting) => sum + waiting.points.data.length, 0);
    if (numbers > limits.mostWaiting) this.#waiting = this.#waiting.filter((_, i) => i % 2 === 1);
  }

  /** Forgets snapshots at `step` and after it; all, and the real samples, where that is -Infinity. */
  rewind(step: number): void {
    this.#revision++;
    this.#waiting = this.#waiting.filter((snapshot) => snapshot.step < step);
    if (step !== Number.NEGATIVE_INFINITY) return;
    this.#samples = undefined;
    this.#real = undefined;
  }

  /** Works out the next snapshot. Undefined where there is nothing to say of it; `problem` may tell why. */
  async work(): Promise<FeaturePoint | undefined> {
    const snapshot = this.#waiting.shift();
    const samples = this.#samples;
    const revision = this.#revision;
    if (snapshot === undefined || samples === undefined || this.#problem !== undefined) return undefined;
    this.#working = true;
    try {
      this.#model ??= await openModel(this.#named.file!);
      const real = this.#real ?? realOf(await this.#featuresOf(this.#model, samples));
      if (samples === this.#samples) this.#real = real;
      const made = await this.#featuresOf(this.#model, snapshot);
      if (this.#revision !== revision) return undefined;
      const { precision, recall } = coverage(real.points, made, limits.neighbours, real.radii);
      const values = {
        'features/kernel_distance': real.distance(made),
        'features/precision': precision,
        'features/recall': recall,
      };
      return { step: snapshot.step, values };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.#problem = error.message;
      return undefined;
    } finally {
      this.#working = false;
      if (this.#closed) await this.#release();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#waiting = [];
    // Else it is done when what is being worked out has come to its end
    if (!this.#working) await this.#release();
  }

  async #release(): Promise<void> {
    const model = this.#model;
    this.#model = undefined;
    await model?.dispose();
  }

  /** @throws EngineError */
  async #featuresOf(model: Model, { points, shape }: Omit<Snapshot, 'step'>): Promise<Points> {
    if (points.count <= limits.neighbours) {
      throw new EngineError('run-failed', `${points.count} samples are too few to be compared`);
    }
    const { data, sizes } = inputOf(points, shape, model.input);
    const width = sizes.reduce((product, size) => product * size, 1);
    const batch = model.input[0] ?? limits.batch;
    const found: Points[] = [];
    for (let from = 0; from < points.count; from += batch) {
      const count = Math.min(batch, points.count - from);
      // A model for batches of one size gets the last one filled up with zeros
      const piece = new Float32Array((model.input[0] === undefined ? count : batch) * width);
      piece.set(data.subarray(from * width, (from + count) * width));
      const made = await model.run({ data: piece, count: piece.length / width, shape: sizes });
      const dimensions = made.shape[0]!;
      const rows = made.data.subarray(0, count * dimensions);
      if (!rows.every(Number.isFinite)) throw new EngineError('run-failed', 'it gives features that are not finite');
      found.push({ data: rows, count, dimensions });
    }
    return joined(found)!;
  }
}

/** Of large samples fewer. */
function few(points: Points, most: number): Points {
  const kept = thinned(points, Math.max(1, Math.min(most, Math.floor(limits.mostNumbers / points.dimensions))));
  return { ...kept, data: Float32Array.from(kept.data) };
}

function realOf(points: Points): Real {
  const kernel = { type: 'polynomial', degree: 3, gamma: 1 / points.dimensions, offset: 1 } as const;
  return { points, radii: kthDistances(points, limits.neighbours), distance: kernelDistanceTo(points, kernel) };
}

/**
 * Samples as a model takes them: images as [channels, height, width], grey ones in three channels where it wants colours.
 * @throws EngineError where they do not fit
 */
export function inputOf(
  points: Points,
  shape: ImageShape | undefined,
  [, ...wanted]: readonly (number | undefined)[],
): { readonly data: Float32Array; readonly sizes: readonly number[] } {
  const fits = (sizes: readonly number[]): boolean =>
    sizes.length === wanted.length && sizes.every((size, i) => wanted[i] === undefined || wanted[i] === size);
  if (shape === undefined) {
    const sizes = [points.dimensions];
    if (!fits(sizes)) throw doesNotFit(wanted, sizes);
    return { data: Float32Array.from(points.data), sizes };
  }
  const { height, width } = shape;
  const channels = wanted.length === 3 && wanted[0] === 3 && shape.channels === 1 ? 3 : shape.channels;
  const sizes = [channels, height, width];
  const flat = [channels * height * width];
  if (!fits(sizes) && !fits(flat)) throw doesNotFit(wanted, [shape.channels, height, width]);
  const data = new Float32Array(points.count * channels * height * width);
  for (let i = 0, to = 0; i < points.count; i++) {
    const from = i * points.dimensions;
    for (let c = 0; c < channels; c++) {
      const channel = Math.min(c, shape.channels - 1);
      for (let at = 0; at < height * width; at++, to++) {
        const place = shape.channelsFirst ? channel * height * width + at : at * shape.channels + channel;
        data[to] = points.data[from + place]!;
      }
    }
  }
  return { data, sizes: fits(sizes) ? sizes : flat };
}

function doesNotFit(wanted: readonly (number | undefined)[], sizes: readonly number[]): EngineError {
  const words = (all: readonly (number | undefined)[]): string => `[n, ${all.map((size) => size ?? 'any').join(', ')}]`;
  return new EngineError('wrong-length', `it takes ${words(wanted)} and the samples are ${words(sizes)}`);
}
