/** Whether what is fed is what a program takes: the same check on every engine. */
import { sizeOfShape, type Slot } from '../graph/index.ts';
import type { Numbers } from './engine.ts';
import { EngineError } from './errors.ts';

/**
 * The array of one slot.
 * @throws EngineError `missing-feed` or `wrong-length`
 */
export function numbersFor(slot: Slot, given: Readonly<Record<string, Numbers>>): Numbers {
  const numbers = given[slot.name];
  const size = sizeOfShape(slot.shape);
  if (numbers === undefined) {
    throw new EngineError('missing-feed', `"${slot.name}" is missing; it takes ${size} numbers`);
  }
  if (numbers.length !== size) {
    throw new EngineError('wrong-length', `"${slot.name}" has ${numbers.length} numbers; it takes ${size}`);
  }
  return numbers;
}
