/** What the benchmarks are made with: TypeScript bundled into .bench/, PyTorch in an environment there, processes. */
import { build } from 'esbuild';
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
export const workshop = path.join(root, '.bench');
const torch = '2.13.0';

/** Bundles scripts/bench/NAME.ts, or another entry under that name. @returns the path of what can be run */
export async function bundle(name, entry = `scripts/bench/${name}.ts`) {
  const outfile = path.join(workshop, `${name}.mjs`);
  await build({
    entryPoints: [path.join(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
    external: ['onnxruntime-node', 'onnxruntime-web', '@tensorflow/*'],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  return outfile;
}

/**
 * A Python with PyTorch, in an environment of its own that is made once.
 * @returns `{ python }`, or `{ missing }`: why there is none, in one line
 */
export async function pytorch(note) {
  const environment = path.join(workshop, 'venv');
  const python = path.join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const works = async () => {
    const { stdout } = await run(python, ['-c', 'import torch; print(torch.__version__)']);
    return stdout.trim().split('+')[0] === torch;
  };
  try {
    if (fs.existsSync(python) && (await works())) return { python };
    note(`installing torch==${torch} into .bench/venv (once, some minutes) …`);
    fs.mkdirSync(workshop, { recursive: true });
    await run(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', environment]);
    await run(python, ['-m', 'pip', 'install', '--quiet', `torch==${torch}`, 'numpy'], { maxBuffer: 2 ** 24 });
    return (await works()) ? { python } : { missing: `another version than ${torch} was installed` };
  } catch (error) {
    const lines = String(error.stderr || error.message)
      .trim()
      .split('\n');
    return { missing: lines.at(-1) };
  }
}

/** A process that answers each line on its standard input with a line of JSON on its standard output. */
export class Worker {
  #child;
  #lines;
  #errors = '';

  /** @param command program and arguments */
  constructor([program, ...args]) {
    this.#child = spawn(program, args, { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stderr.on('data', (piece) => (this.#errors = (this.#errors + piece).slice(-4000)));
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** What it says first, when it is ready. */
  ready() {
    return this.#next();
  }

  ask(question) {
    this.#child.stdin.write(`${question}\n`);
    return this.#next();
  }

  async close() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const closed = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.stdin.end();
    await closed;
  }

  async #next() {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`a process of the benchmark ended early: ${said(this.#errors)}`);
    return JSON.parse(value);
  }
}

/** The line that names the error, of what a program says when it ends early: a stack is around it. */
function said(errors) {
  const lines = errors.trim().split('\n');
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1);
}

/** What a command prints, one line of JSON. */
export async function runOnce([program, ...args]) {
  const { stdout } = await run(program, args, { cwd: root, maxBuffer: 2 ** 24 });
  return JSON.parse(stdout);
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
