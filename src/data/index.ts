/** Data sets as seeded sources of batches. */
export { describeData, type DataDescription } from './describe.ts';
export { DataError, type DataErrorCode, type DataLocation } from './errors.ts';
export { openData, type DataPlace } from './open.ts';
export type { ClassLabels, DataSource, DataState, KnownMode, SamplePool } from './source.ts';
export { writeNpy } from './write-npy.ts';
