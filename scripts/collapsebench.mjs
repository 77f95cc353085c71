/** `npm run collapsebench -- DIR [--every N] [--findings OUT.json] [--json]`: see src/monitor/collapsebench.ts. Builds where needed. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const bench = path.join(root, 'dist/collapsebench.mjs');
const run = (...args) => spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;

if (!fs.existsSync(bench)) {
  const status = run(path.join(root, 'esbuild.mjs'));
  if (status !== 0) process.exit(status);
}
process.exit(run(bench, ...process.argv.slice(2)));
