/** Whether a run's process still lives, as seen by another process. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest, RunState } from '../protocol/index.ts';
import { systemCode } from './errors.ts';
import { manifestName } from './manifest.ts';

/** A run's state as seen from outside: one that says it runs, but has no process, crashed. */
export type SeenState = RunState | 'crashed';

/** @param folder the run's folder, whose manifest this is */
export function seenState(manifest: Manifest, folder: string): SeenState {
  const claimsToLive = manifest.state === 'running' || manifest.state === 'paused';
  return claimsToLive && !processLives(manifest.pid, folder) ? 'crashed' : manifest.state;
}

function processLives(pid: number, folder: string): boolean {
  if (pid === 0) return false; // to the system, 0 is the asker's own group
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process that may not be signalled is one that lives.
    if (systemCode(error) !== 'EPERM') return false;
  }
  const began = processBegin(pid);
  const written = statSync(join(folder, manifestName), { throwIfNoEntry: false })?.mtimeMs;
  // Process numbers are used again, after a reboot at the latest: who began after the manifest was last written cannot
  // be its writer. Two seconds aside, as the boot time is in whole seconds.
  return began === undefined || written === undefined || began < written + 2000;
}

/** When a process began, in milliseconds since 1970, where the system tells (Linux). */
function processBegin(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const boot = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1];
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22 of proc(5), counted behind the name, which may hold spaces; the unit is fixed at 1/100 s.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    if (boot === undefined || ticks === undefined) return undefined;
    return Number(boot) * 1000 + Number(ticks) * 10;
  } catch (error) {
    if (systemCode(error) === '') throw error;
    return undefined; // gone meanwhile, or hidden: the signal's answer has to do
  }
}
