/** Data that is drawn afresh: a function of a stream of random numbers, without rows and epochs. */
import type { Random } from '../random/index.ts';
import type { DataSource } from './source.ts';

/** Fills `out`, [n, ...shape], from a stream, and with `classes`, [n], what each sample is of. */
export type Draw = (n: number, random: Random, out: Float32Array, classes?: Uint16Array) => void;

export interface EndlessOptions {
  /** Of one sample. */
  readonly shape: readonly number[];
  readonly draw: Draw;
  /** Share held out: there being no rows, any share above 0 gives fresh samples, which no batch has. */
  readonly holdout: number;
  readonly random: Random;
  /** Of the classes, by number; absent where `draw` knows none. */
  readonly names?: readonly string[];
}

export function endless({ shape, draw, holdout, random, names }: EndlessOptions): DataSource {
  const dimensions = shape.reduce((product, each) => product * each, 1);
  const drawn = (
    n: number,
    stream: Random,
    out: Float32Array = new Float32Array(n * dimensions),
    of?: Uint16Array,
  ): Float32Array => {
    draw(n, stream, out, of);
    return out;
  };
  const pool = {
    count: Infinity,
    sample: (n: number, stream: Random) => drawn(n, stream),
    ...(names !== undefined && {
      classes: {
        names,
        sample(n: number, stream: Random) {
          const of = new Uint16Array(n);
          drawn(n, stream, undefined, of);
          return of;
        },
      },
    }),
  };
  return {
    ...pool,
    shape,
    dimensions,
    ...(holdout > 0 ? { holdout: pool } : {}),
    nextBatch: (n, out, classes) => drawn(n, random, out, classes),
    state: () => ({ random: random.state(), position: 0 }),
    restore: (state) => random.restore(state.random),
  };
}

/** Names of classes that have none but their numbers. */
export function numbered(classes: number): string[] {
  return Array.from({ length: classes }, (_, number) => String(number));
}
