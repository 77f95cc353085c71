/** What of a run is written for people and other programs: a report, curves, samples. */
export { coverageOf, partsOf, type Coverage, type Part } from './coverage.ts';
export { ReportError } from './errors.ts';
export { contentOf, endingsOf, kinds, type FileOptions, type Kind } from './files.ts';
export { tilesPng } from './tiles.ts';
