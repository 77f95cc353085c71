/** How much memory the values of a program need while it runs. */
import { topologicalOrder } from './order.ts';
import type { Program } from './program.ts';
import { sizeOfShape, type Tensor } from './tensor.ts';

/**
 * The most numbers that are alive at once when nodes run in order and a value is given up after its last use; inputs,
 * state and constants are not counted, the successors of the state and the outputs to the end. An engine that joins
 * nodes or works in place needs less, one that keeps more at hand needs more.
 */
export function peakOfValues(program: Program): number {
  const order = topologicalOrder(program);
  const kept = new Set<Tensor>([...Object.values(program.next), ...Object.values(program.outputs)]);
  const lastUse = new Map<Tensor, number>();
  for (const [i, node] of order.entries()) for (const each of node.inputs) lastUse.set(each, i);
  const counts = (node: Tensor): boolean => node.primitive !== 'input' && node.primitive !== 'constant';
  let alive = 0;
  let peak = 0;
  for (const [i, node] of order.entries()) {
    if (!counts(node)) continue;
    alive += sizeOfShape(node.shape);
    peak = Math.max(peak, alive);
    for (const each of new Set(node.inputs)) {
      if (counts(each) && !kept.has(each) && lastUse.get(each) === i) alive -= sizeOfShape(each.shape);
    }
  }
  return peak;
}

export interface ProgramMemory {
  /** Bytes of the state, as it is and as it will be. */
  readonly state: number;
  readonly inputs: number;
  /** What is alive at once in between, at most. */
  readonly values: number;
}

const bytes = 4;

/** Bytes that a program needs in single precision, estimated without running it. */
export function memoryOf(program: Program): ProgramMemory {
  const sizeOf = (slots: Program['state']): number =>
    bytes * slots.reduce((sum, { shape }) => sum + sizeOfShape(shape), 0);
  return {
    state: 2 * sizeOf(program.state),
    inputs: sizeOf(program.inputs),
    values: bytes * peakOfValues(program),
  };
}
