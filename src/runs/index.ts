/** A run's folder: `runs/<config name>/<time>-<id>/` with manifest, log, checkpoints, findings and control file. */
export { seenState, type SeenState } from './alive.ts';
export {
  hashConfig,
  listCheckpoints,
  newestCheckpoint,
  readCheckpoint,
  writeCheckpoint,
  type Checkpoint,
  type CheckpointFile,
  type Kept,
} from './checkpoints.ts';
export { readBest, writeBest, type BestCheckpoint } from './best.ts';
export { readControl, writeControl, type ControlRequest } from './control.ts';
export { RunError, type RunErrorCode } from './errors.ts';
export { appendFinding, findingsName, readFindings, writeFindings } from './findings.ts';
export { readLabel, writeLabel } from './label.ts';
export { listRuns, listRunsOf, lookAtRun, newestRun, type ListedRun, type RunList } from './list.ts';
export { findMapping, mappingName, readMapping } from './mapping.ts';
export { manifestName, readManifest } from './manifest.ts';
export { configName, createRun, reopenRun, runsFolder, type NewRun, type Run, type RunPlan } from './run.ts';
export { purgeForgotten, purgeRun, restoreRun, trashRun, type DeletedRun } from './trash.ts';
