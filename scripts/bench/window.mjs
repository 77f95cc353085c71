/** What a person waits for in a real VS Code with a real browser (test/bench). */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './workshop.mjs';

/** The q-quantile. */
const quantile = (values, q) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))];

/**
 * Makes one of the measurements of test/bench.
 * @param name of the file that it leaves; @param title of the measurement
 * @returns what it has left
 */
export function inVsCode(name, title, note, environment = {}) {
  note(`${name}: a VS Code of its own is opened`);
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'modescope-bench-'));
  const run = (...args) =>
    execFileSync(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, MODESCOPE_BENCH_OUT: out, MODESCOPE_TEST_ARTEFACTS: out, ...environment },
    });
  try {
    run('esbuild.mjs');
    run('test/host-server/setup.mjs');
    run('node_modules/vitest/vitest.mjs', 'run', '--config', 'test/bench/vitest.config.mjs', '-t', title);
    return JSON.parse(fs.readFileSync(path.join(out, `${name}.json`), 'utf8'));
  } finally {
    fs.rmSync(out, { recursive: true, force: true });
  }
}

const waits = (milliseconds, goals) => ({
  count: milliseconds.length,
  median: quantile(milliseconds, 0.5),
  most: quantile(milliseconds, 0.95),
  goals,
});

export function latency(note) {
  return waits(inVsCode('latency', 'log entry to pixels', note).waits, { most: 100 });
}

export function startup(note) {
  const { waits: points, activation, paints } = inVsCode('startup', 'command to the first point', note);
  return {
    ...waits(points, { median: 1500 }),
    activation: { milliseconds: activation, goal: 10 },
    bundle: { kilobytes: fs.statSync(path.join(root, 'dist/extension.cjs')).size / 1024, goal: 60 },
    paint: waits(paints, { median: 300 }),
  };
}

export function typing(note) {
  const { ours, bare, keys, lines } = inVsCode('typing', 'typing', note);
  return { milliseconds: 1000 * (ours - bare), bareMilliseconds: 1000 * bare, keys, lines, goal: 16 };
}
