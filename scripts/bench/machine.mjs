/** On what the numbers were measured. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './workshop.mjs';

export function machine() {
  return {
    processor: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGigabytes: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.arch()}`,
    node: process.versions.node,
    onnxruntime: versionOf('onnxruntime-node') ?? 'not installed',
  };
}

/** Runnable processes over the last minute: above 0 before a measurement, others were at work, too. */
export function load() {
  return Math.round(os.loadavg()[0] * 10) / 10;
}

function versionOf(name) {
  const file = path.join(root, 'node_modules', name, 'package.json');
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).version : undefined;
}
