/**
 * A program: what an engine runs at each call. Inputs are fed each time; state is carried from call to call and
 * replaced by its successor; outputs are read.
 */
import type { Shape, Tensor } from './tensor.ts';

export interface Slot {
  readonly name: string;
  readonly shape: Shape;
}

export interface Program {
  readonly inputs: readonly Slot[];
  readonly state: readonly Slot[];
  /** Successor of each state slot, by name. */
  readonly next: Readonly<Record<string, Tensor>>;
  readonly outputs: Readonly<Record<string, Tensor>>;
}
