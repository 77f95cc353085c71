/** Data sets as seeded sources of batches. */
export { describeData, type DataDescription } from './describe.ts';
export { DataError, type DataErrorCode, type DataLocation } from './errors.ts';
export { oneHot } from './one-hot.ts';
export { requireClasses } from './require-classes.ts';
export { openData, type DataPlace } from './open.ts';
export type { ClassLabels, DataSource, DataState, KnownMode, SamplePool } from './source.ts';
export { writeNpy } from './write-npy.ts';
