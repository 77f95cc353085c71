/**
 * D's score over the plane that points of two numbers lie in, on a grid of cells: what the panel paints beneath them, as
 * GAN Lab does (Kahng et al. 2019). D judges the middle of each cell.
 */
import type { ResolvedConfig } from '../config/index.ts';
import type { Executable, Numbers } from '../engine/index.ts';
import type { ValueToWrite } from '../events/index.ts';

/** Cells along each side. */
const side = 32;
export const cells = side * side;

/** Left free on each side of the data, as a share of its greatest width: as much as the panel shows. */
const margin = 0.18;

/** Scores given at a time, against the samples that are trained on meanwhile: each of those costs about ten scores. */
const mostScores = 0.1;

/** What of the plane is judged. */
export interface Extent {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

export class DecisionField {
  readonly #judge: Executable;
  readonly #judged: (state: Readonly<Record<string, Numbers>>) => Record<string, Numbers>;
  readonly #extent: Extent;
  readonly #samples: Float32Array;
  /** Of the times at which samples are logged, every so many has a field: where they come often, it would cost too much. */
  readonly #stride: number;
  readonly #sampleEvery: number;

  /**
   * @param judge D alone, for `cells` samples
   * @param judged the part of the step's state that it carries
   * @param points of the data, [n, 2]
   */
  constructor(
    judge: Executable,
    judged: (state: Readonly<Record<string, Numbers>>) => Record<string, Numbers>,
    points: Float32Array,
    { sampleEvery, batch }: ResolvedConfig['training'],
  ) {
    this.#judge = judge;
    this.#judged = judged;
    this.#extent = extentOf(points);
    this.#samples = middlesOf(this.#extent);
    this.#sampleEvery = sampleEvery;
    this.#stride = Math.ceil(cells / (mostScores * sampleEvery * batch));
  }

  isDue(step: number): boolean {
    return step % (this.#stride * this.#sampleEvery) === 0;
  }

  /** What there is to log. @param state of the whole step */
  async values(state: Readonly<Record<string, Numbers>>): Promise<readonly ValueToWrite[]> {
    this.#judge.writeState(this.#judged(state));
    const { score } = await this.#judge.step({ samples: this.#samples });
    const { left, right, bottom, top } = this.#extent;
    return [
      { tag: 'field/extent', tensor: Float32Array.of(left, right, bottom, top), shape: [4] },
      { tag: 'field/discriminator', tensor: Float32Array.from(score!), shape: [side, side] },
    ];
  }
}

/** A square around the data, whose axes have one scale. @param points [n, 2] */
export function extentOf(points: Float32Array): Extent {
  const range = (axis: 0 | 1): readonly [middle: number, width: number] => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = axis; i < points.length; i += 2) {
      low = Math.min(low, points[i]!);
      high = Math.max(high, points[i]!);
    }
    return [(low + high) / 2, high - low];
  };
  const [[x, wide], [y, high]] = [range(0), range(1)];
  const half = (0.5 + margin) * (Math.max(wide, high) || 1);
  return { left: x - half, right: x + half, bottom: y - half, top: y + half };
}

/** Row by row from the bottom, each from the left, [cells, 2]. */
function middlesOf({ left, right, bottom, top }: Extent): Float32Array {
  const samples = new Float32Array(2 * cells);
  for (let row = 0, to = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      samples[to++] = left + ((column + 0.5) / side) * (right - left);
      samples[to++] = bottom + ((row + 0.5) / side) * (top - bottom);
    }
  }
  return samples;
}
