/** All data sets. A new one is a file beside these and a line here. */
import type { Static } from 'typebox';
import { variantsByType, type Resolved } from '../build.ts';
import { grid } from './grid.ts';
import { mixture } from './mixture.ts';
import { points } from './points.ts';
import { ring } from './ring.ts';

export const dataSchema = variantsByType('The real data: what the generator is to imitate.', [
  ring,
  grid,
  mixture,
  points,
]);

export type DataInput = Static<typeof dataSchema>;
export type DataConfig = Resolved<typeof dataSchema>;
