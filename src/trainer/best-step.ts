/** The best step of a run so far, by a measure of its samples. A part of its checkpoints, so that it outlives a kill. */
import type { Measure, MeasureName } from './measures.ts';

/** Plain data, fit for JSON. */
export interface Best {
  readonly step: number;
  /** The smaller, the better. */
  readonly value: number;
}

export class BestStep {
  readonly name: MeasureName;
  readonly #measure: Measure;
  #best: Best | undefined;

  constructor(name: MeasureName, measure: Measure) {
    this.name = name;
    this.#measure = measure;
  }

  get best(): Best | undefined {
    return this.#best;
  }

  /** Takes the samples of a step; true where it is better than all before. Samples that are no numbers never are. */
  take(step: number, samples: Float32Array): boolean {
    const value = this.#measure(samples);
    if (!Number.isFinite(value) || (this.#best !== undefined && value >= this.#best.value)) return false;
    this.#best = { step, value };
    return true;
  }

  restore(best: Best | undefined): void {
    this.#best = best;
  }
}
