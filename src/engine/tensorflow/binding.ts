/**
 * The addon of @tensorflow/tfjs-node(-gpu): TensorFlow's own kernels, called by name. Only this of the package is used:
 * TensorFlow.js' own gradients are silently wrong at second order for tanh, sigmoid and exp and throw for others, and a
 * step of ours needs none. Its tensors live outside of JavaScript and are let go by hand.
 */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import util from 'node:util';

/** A tensor that the addon holds. */
export type TensorId = number;

/** What is set of a kernel, as the addon takes it: its name, a `TF_ATTR_*`, its value. */
export interface KernelAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: boolean | number | string | readonly number[];
}

export interface Binding {
  createTensor(shape: readonly number[], dtype: number, values: Float32Array | Int32Array): TensorId;
  deleteTensor(id: TensorId): void;
  tensorDataSync(id: TensorId): Float32Array | Int32Array | Uint8Array;
  executeOp(
    kernel: string,
    attributes: readonly KernelAttribute[],
    inputs: readonly TensorId[],
    outputs: number,
  ): readonly { readonly id: TensorId }[];
  getNumOfTensors(): number;
  isUsingGpuDevice(): boolean;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_BOOL: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_Version: string;
}

/** With a GPU first: on a machine without one it computes on the CPU. */
const packages = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] as const;

/** An installed package, not yet loaded. */
export interface Installed {
  readonly name: string;
  readonly require: NodeJS.Require;
}

/**
 * The first of the packages that is installed with its addon: beside this program, or in the folder that it runs in (a
 * run's is the one of its config), where a project keeps packages of its own.
 */
export function findTensorflow():
  { readonly ok: true; readonly installed: Installed } | { readonly ok: false; readonly reason: string } {
  let reason = `${packages[0]} is not installed; run "npm install ${packages[0]}" in the config's folder`;
  for (const from of [import.meta.url, join(process.cwd(), 'package.json')]) {
    const require = createRequire(from);
    for (const name of packages) {
      const folder = folderOf(require, name);
      if (folder === undefined) continue;
      if (hasAddon(folder)) return { ok: true, installed: { name, require } };
      reason = `${name} is installed without its addon; run "npm rebuild ${name}" in ${dirname(dirname(dirname(folder)))}`;
    }
  }
  return { ok: false, reason };
}

export interface Loaded {
  readonly binding: Binding;
  readonly version: string;
  readonly threads: number;
}

/**
 * Loads the package; its library starts then, once for the process.
 * @param threads for its kernels, where no earlier call has said how many
 * @throws Error where it cannot be loaded or is another version
 */
export function loadTensorflow({ name, require }: Installed, threads: number): Loaded {
  // Read by the library when it starts; its notes about this processor are no errors
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  process.env['TF_NUM_INTRAOP_THREADS'] ??= String(threads);
  process.env['TF_NUM_INTEROP_THREADS'] ??= '1';
  restoreWhatItCalls();
  const tensorflow: unknown = require(name);
  const { version } = require(`${name}/package.json`) as { readonly version: string };
  const binding = bindingOf(tensorflow);
  if (binding === undefined) throw new Error(`${name} ${version} is not laid out as version 4.22 is`);
  return {
    binding,
    version: `${version} (TensorFlow ${binding.TF_Version})`,
    threads: Number(process.env['TF_NUM_INTRAOP_THREADS']),
  };
}

function folderOf(require: NodeJS.Require, name: string): string | undefined {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function hasAddon(folder: string): boolean {
  const built = join(folder, 'lib');
  if (!existsSync(built)) return false;
  return readdirSync(built).some((each) => existsSync(join(built, each, 'tfjs_binding.node')));
}

/** Version 4.22 calls functions that Node 23 took away. */
function restoreWhatItCalls(): void {
  const old = util as unknown as Record<string, unknown>;
  old['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  old['isArray'] ??= Array.isArray;
}

function bindingOf(tensorflow: unknown): Binding | undefined {
  if (!isObject(tensorflow) || typeof tensorflow['backend'] !== 'function') return undefined;
  const backend: unknown = (tensorflow['backend'] as () => unknown)();
  if (!isObject(backend) || !isObject(backend['binding'])) return undefined;
  const { binding } = backend;
  const methods = ['createTensor', 'deleteTensor', 'tensorDataSync', 'executeOp', 'isUsingGpuDevice'];
  return methods.every((each) => typeof binding[each] === 'function') ? (binding as unknown as Binding) : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
