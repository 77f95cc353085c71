/** What judging one snapshot of samples costs, in CPU time: see judging.ts. */
import { bundle, runOnce } from './workshop.mjs';

export async function judging(note) {
  note('judging: snapshots of points and images through all rules');
  return runOnce([process.execPath, await bundle('judging')]);
}
