/** Logs in, findings out: the judge of one run, and all logs below a folder. */
export { configPathsOf } from './config-paths.ts';
export { FollowedRun, isProblemOfTheLog } from './follow.ts';
export { MonitorProcess } from './monitor-process.ts';
export { RunMonitor, type RunMonitorOptions } from './run-monitor.ts';
export { pointsOf } from './samples.ts';
export { signalOf, signals, type Signal } from './signals.ts';
export { isGanLog, type TagRole } from './roles.ts';
export { findLogs, tailLog } from './source.ts';
export { TagList } from './tag-list.ts';
export { watchLive, watchOnce, type WatchProblem, type WatchResult } from './watch.ts';
