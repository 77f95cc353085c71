/** Data sets as seeded sources of batches. */
export { DataError, type DataErrorCode, type DataLocation } from './errors.ts';
export { describePoints, openData, type PointsDescription } from './open.ts';
export type { DataContext } from './sets/index.ts';
export type { DataSource, DataState, KnownMode, SamplePool } from './source.ts';
