/** Data for a config that is conditional. */
import type { ResolvedConfig } from '../config/index.ts';
import { DataError } from './errors.ts';
import type { DataSource } from './source.ts';

/** @throws DataError `no-labels` where the config asks for classes and the data has none */
export function requireClasses({ condition, data: { type } }: ResolvedConfig, { classes }: DataSource): void {
  if (condition === undefined || classes !== undefined) return;
  throw new DataError('no-labels', `"condition" needs the class of each sample, and this data ("${type}") has none`);
}
