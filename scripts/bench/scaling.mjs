/** The time of a step against its size, on the native engine with the threads that it chooses. */
import path from 'node:path';
import { bundle, root, Worker } from './workshop.mjs';

const sizes = { batch: [64, 256, 1024, 4096], width: [64, 128, 256, 512, 1024] };

export async function scaling(note) {
  const config = path.join(root, 'scripts/bench/cases/mlp.gan.json');
  const worker = new Worker([process.execPath, await bundle('scaling'), config]);
  await worker.ready();
  const rows = [];
  for (const [what, list] of Object.entries(sizes)) {
    for (const size of list) {
      note(`scaling: ${what} ${size}`);
      rows.push({ what, size, ...(await worker.ask(`${what} ${size}`)) });
    }
  }
  await worker.close();
  return { rows };
}
