/** How long a person waits, in a real VS Code with a real browser (test/bench): for the first point, and for each next. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './workshop.mjs';

/** The q-quantile, in milliseconds. */
const quantile = (values, q) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))];

const goals = { latency: { median: 60, most: 150 }, startup: { median: 1500, activation: 30 } };

/** @returns the section's figures; only one of the two measurements is made */
function measured(name, title, note) {
  note(`${name}: a VS Code of its own is opened`);
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'modescope-bench-'));
  const run = (...args) =>
    execFileSync(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, MODESCOPE_BENCH_OUT: out },
    });
  try {
    run('esbuild.mjs');
    run('test/host-server/setup.mjs');
    run('node_modules/vitest/vitest.mjs', 'run', '--config', 'test/bench/vitest.config.mjs', '-t', title);
    const { waits, activation } = JSON.parse(fs.readFileSync(path.join(out, `${name}.json`), 'utf8'));
    return {
      count: waits.length,
      median: quantile(waits, 0.5),
      most: quantile(waits, 0.95),
      ...(activation === undefined ? {} : { activation }),
      goals: goals[name],
    };
  } finally {
    fs.rmSync(out, { recursive: true, force: true });
  }
}

export const latency = (note) => measured('latency', 'log entry to pixels', note);
export const startup = (note) => measured('startup', 'command to the first point', note);
