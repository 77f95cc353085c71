/** All data sets. A new one is a file beside these and a line here. */
import type { Static } from 'typebox';
import { exampled, variantsByType, type Resolved } from '../build.ts';
import { digits } from './digits.ts';
import { grid } from './grid.ts';
import { mixture } from './mixture.ts';
import { moons } from './moons.ts';
import { points } from './points.ts';
import { random } from './random.ts';
import { ring } from './ring.ts';
import { spiral } from './spiral.ts';

export const dataSchema = exampled(
  variantsByType('The real data: what the generator is to imitate.', [
    ring,
    grid,
    mixture,
    random,
    moons,
    spiral,
    points,
    digits,
  ]),
  { type: 'ring', modes: 8, radius: 2, std: 0.02 },
  { type: 'grid', side: 5, spacing: 1, std: 0.05 },
  {
    type: 'mixture',
    means: [
      [-1, 0],
      [1, 0],
    ],
    stds: 0.1,
  },
  { type: 'points', file: 'points.csv' },
  { type: 'digits' },
);

export type DataInput = Static<typeof dataSchema>;
export type DataConfig = Resolved<typeof dataSchema>;
