/**
 * Exponential moving average with the start taken out of the bias, as TensorBoard smooths:
 * `a ← w a + (1 - w) x`, shown as `a / (1 - wⁿ)`. Fed one number at a time.
 */
export class Smoother {
  readonly #weight: number;
  #average = 0;
  #unseen = 1;

  /** @param weight of what was before, in [0, 1) */
  constructor(weight: number) {
    this.#weight = weight;
  }

  /** A number that is not finite gives NaN and is otherwise passed over. */
  next(value: number): number {
    if (!Number.isFinite(value)) return Number.NaN;
    this.#average = this.#weight * this.#average + (1 - this.#weight) * value;
    this.#unseen *= this.#weight;
    return this.#average / (1 - this.#unseen);
  }
}

/** Places of the slider. */
export const smoothingPlaces = 100;

/** Points that the slider's place stands for: 1 (no smoothing) to 1,000, evenly by factors. */
export function smoothedPoints(place: number): number {
  return Math.round(10 ** ((3 * place) / smoothingPlaces));
}

/** The weight whose average reaches back over so many points. */
export function smoothingWeight(points: number): number {
  return 1 - 1 / Math.max(1, points);
}
