#!/usr/bin/env node
// The command line. Everything is in dist/, so that a clone needs `npm run build` once.
import fs from 'node:fs';

const entry = new URL('../dist/cli.mjs', import.meta.url);
if (fs.existsSync(entry)) await import(entry.href);
else {
  console.error('modescope is not built yet: run `npm run build` in its folder, then try again.');
  process.exitCode = 1;
}
