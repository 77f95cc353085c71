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

/**
 * Begins to watch how much of the machine other processes take.
 * @returns a function that gives the cores that they have taken since, on average; undefined where that is not known.
 * What this process has started counts as its own once it has ended and was waited for, as must be by then.
 */
export function watchOthers() {
  const begin = { at: performance.now(), all: allSeconds(), own: ownSeconds() };
  return () => {
    const own = ownSeconds();
    if (own === undefined) return undefined;
    const others = allSeconds() - begin.all - (own - begin.own);
    return Math.max(0, Math.round((10_000 * others) / (performance.now() - begin.at)) / 10);
  };
}

/** CPU time of all processes since the machine started. */
function allSeconds() {
  const times = os.cpus().map(({ times: { user, nice, sys, irq } }) => user + nice + sys + irq);
  return times.reduce((sum, each) => sum + each, 0) / 1000;
}

/** Of this process and, of its descendants, those that have ended. Linux tells; its clock has 100 ticks a second. */
function ownSeconds() {
  if (process.platform !== 'linux') return undefined;
  const words = fs.readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
  return words.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) / 100, 0);
}

/** Version of a package, undefined where it is not installed. */
export function versionOf(name) {
  const file = path.join(root, 'node_modules', name, 'package.json');
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).version : undefined;
}
