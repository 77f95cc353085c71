/** Entry of the monitor process, forked with `serialization: 'advanced'`. It ends when its parent goes. */
import os from 'node:os';
import type { MonitorRequest } from '../protocol/index.ts';
import { MonitorProcess } from './monitor-process.ts';

try {
  os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
} catch (error) {
  // Some systems do not allow it; then it runs like any other process.
  if (!(error instanceof Error && 'code' in error)) throw error;
}

const monitor = new MonitorProcess((message) => {
  // A parent that has just gone cannot be told any more; `disconnect` follows.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
});

process.on('message', (request) => monitor.handle(request as MonitorRequest));
process.on('disconnect', () => {
  monitor.close();
  process.exit(0);
});
