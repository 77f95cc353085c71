/** All data sets. A new one is a file beside these and a line here. */
import type { DataConfig } from '../../config/index.ts';
import type { Random } from '../../random/index.ts';
import type { DataSource } from '../source.ts';
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

export interface DataContext {
  /** The stream of this data set alone. */
  readonly random: Random;
}

/** Opens one type of data set; the paths in its config are absolute. @throws DataError */
export type DataSet<Type extends DataConfig['type']> = (
  config: Extract<DataConfig, { type: Type }>,
  context: DataContext,
) => DataSource | Promise<DataSource>;

export const dataSets: { readonly [Type in DataConfig['type']]: DataSet<Type> } = {
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
};
