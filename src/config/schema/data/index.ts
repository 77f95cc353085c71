/** All data sets. A new one is a file beside these and a line here. */
import type { Static } from 'typebox';
import { exampled, variantsByType, type Resolved } from '../build.ts';
import { arrays } from './arrays.ts';
import { cifar } from './cifar.ts';
import { digits } from './digits.ts';
import { grid } from './grid.ts';
import { idx } from './idx.ts';
import { images } from './images.ts';
import { mixture } from './mixture.ts';
import { moons } from './moons.ts';
import { points } from './points.ts';
import { random } from './random.ts';
import { ring } from './ring.ts';
import { spiral } from './spiral.ts';
import { stacked } from './stacked.ts';

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
    idx,
    cifar,
    images,
    arrays,
    stacked,
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
  { type: 'images', folder: 'images', width: 32, height: 32 },
);

export type DataInput = Static<typeof dataSchema>;
export type DataConfig = Resolved<typeof dataSchema>;
