/** How modes are called. */
import type { SampleUpdate } from '../../src/protocol/index.ts';
import { words } from '../texts.ts';
import { count } from './format.ts';

/** By its number, and by the class that it is of where the data has classes. @param mode its position, from 0 */
export function modeName(mode: number, modes: SampleUpdate['modes']): string {
  const number = count(mode + 1);
  const label = modes?.[mode]?.label;
  return label === undefined ? words.mode(number) : words.modeOfClass(number, label);
}
