import { buildSync } from 'esbuild';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { Io } from '../../../src/cli/io.ts';
import { runProgram } from '../../../src/cli/program.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'modescope-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** fake-trainer.ts as a program that Node runs. */
export function fakeTrainer(): string {
  const outfile = join(temporaryFolder(), 'trainer.mjs');
  buildSync({
    entryPoints: [join(here, 'fake-trainer.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
  });
  return outfile;
}

/** A config of a ring, of this name, as the fake trainer and the checks take it. */
export function writeConfig(folder: string, name: string, training: object = { steps: 100 }): string {
  const file = join(folder, `${name}.gan.json`);
  const config = {
    data: { type: 'ring', modes: 8, radius: 2, std: 0.02 },
    latent: 8,
    generator: { layers: [{ dense: 16, activation: 'relu' }, { dense: 2 }] },
    discriminator: { layers: [{ dense: 16, activation: 'leaky-relu' }, { dense: 1 }] },
    training,
  };
  writeFileSync(file, JSON.stringify(config, null, 2));
  return file;
}

export interface Ending {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export interface Session {
  readonly ending: Promise<Ending>;
  readonly interrupt: () => void;
  readonly kill: () => void;
  /** What has been written so far. */
  readonly sofar: () => string;
}

/** The command line in this process, with streams that remember. */
export function start(args: readonly string[], options: { trainer?: string; screen?: boolean } = {}): Session {
  const out: string[] = [];
  const err: string[] = [];
  const stop = new AbortController();
  const kill = new AbortController();
  const io: Io = {
    out: { write: (text) => out.push(text), isTTY: options.screen ?? false, columns: 100 },
    err: { write: (text) => err.push(text) },
    version: '1.2.3',
    trainer: options.trainer ?? join(here, 'no-such-trainer.mjs'),
    stop: stop.signal,
    kill: kill.signal,
  };
  return {
    ending: runProgram(args, io).then((status) => ({ status, out: out.join(''), err: err.join('') })),
    interrupt: () => stop.abort(),
    kill: () => kill.abort(),
    sofar: () => out.join('') + err.join(''),
  };
}

export function run(args: readonly string[], options: { trainer?: string; screen?: boolean } = {}): Promise<Ending> {
  return start(args, options).ending;
}

/** Waits until the condition holds; the test's own time limit ends it otherwise. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
