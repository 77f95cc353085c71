/** A loss that is made of parts. */
import type { Tensor } from '../graph/index.ts';
import type { Signals } from './signals.ts';

export interface Loss {
  /** What is minimised, []. */
  readonly loss: Tensor;
  /** Its parts, for the log, by their tags. */
  readonly signals: Signals;
}
