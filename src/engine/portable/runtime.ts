/**
 * ONNX Runtime's WebAssembly build by its C functions, without its JavaScript around them: that copies everything that
 * a step carries into WebAssembly's memory and back at each call. The build comes with this program, so these functions
 * are what they are; a package of another version is refused.
 */
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import v8 from 'node:v8';

/** A place in WebAssembly's memory, or what stands behind one. */
export type Pointer = number;

/** The functions that are used here, as they are exported. Those of ONNX Runtime give 0 where all is well. */
export interface Functions {
  _malloc(bytes: number): Pointer;
  _free(at: Pointer): void;
  stringToUTF8(text: string, at: Pointer, bytes: number): void;
  lengthBytesUTF8(text: string): number;
  UTF8ToString(at: Pointer): string;
  _OrtInit(threads: number, logLevel: number): number;
  _OrtGetLastError(code: Pointer, message: Pointer): number;
  _OrtCreateSessionOptions(
    optimizationLevel: number,
    arena: boolean,
    memoryPattern: boolean,
    executionMode: number,
    profiling: boolean,
    profilePrefix: Pointer,
    logId: Pointer,
    logLevel: number,
    logVerbosity: number,
    optimizedModelPath: Pointer,
  ): Pointer;
  _OrtReleaseSessionOptions(options: Pointer): number;
  /** A promise where the build can wait within WebAssembly. */
  _OrtCreateSession(model: Pointer, bytes: number, options: Pointer): Pointer | Promise<Pointer>;
  _OrtReleaseSession(session: Pointer): number;
  _OrtCreateTensor(
    type: number,
    data: Pointer,
    bytes: number,
    dimensions: Pointer,
    rank: number,
    location: number,
  ): Pointer;
  _OrtReleaseTensor(tensor: Pointer): number;
  _OrtRun(
    session: Pointer,
    inputNames: Pointer,
    inputs: Pointer,
    inputCount: number,
    outputNames: Pointer,
    outputCount: number,
    outputs: Pointer,
    options: Pointer,
  ): number;
}

export interface Runtime {
  readonly wasm: Functions;
  /** Shared between threads; it grows, but nothing in it ever moves. */
  readonly memory: WebAssembly.Memory;
  readonly threads: number;
}

const script = 'ort-wasm-simd-threaded.mjs';
const binary = 'ort-wasm-simd-threaded.wasm';
/** OrtLoggingLevel */
const errorsOnly = 3;

/** The folder of both files: beside the built program, or in the package. Undefined where they are at neither place. */
export function runtimeFolder(): string | undefined {
  const beside = fileURLToPath(new URL('./engines/portable', import.meta.url));
  if (existsSync(join(beside, binary))) return beside;
  try {
    return dirname(createRequire(import.meta.url).resolve(`onnxruntime-web/${script}`));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** The version of the package that the files are of. */
export function runtimeVersion(folder: string): string {
  const beside = join(folder, 'package.json');
  const file = existsSync(beside) ? beside : join(dirname(folder), 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}

/**
 * Loads the build and starts its threads.
 * @throws Error where the files cannot be read or are not what they should be
 */
export async function startRuntime(folder: string, threads: number): Promise<Runtime> {
  // V8 compiles anew what ran a little. One function of ONNX Runtime has 490 kB of code, for which it takes some 130 MB
  // and 11 seconds, and no step is faster by it. A larger budget puts that off: a small model's first 1300 steps or so
  // do without it, while the kernels of a step still reach it within seconds (docs/performance.md)
  v8.setFlagsFromString('--wasm-tiering-budget=1600000000');
  const module = await WebAssembly.compile(await readFile(join(folder, binary)));
  const { default: factory } = (await import(/* @vite-ignore */ pathToFileURL(join(folder, script)).href)) as {
    readonly default: (options: object) => Promise<unknown>;
  };
  let memory: WebAssembly.Memory | undefined;
  const wasm = await factory({
    numThreads: threads,
    instantiateWasm(
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, of: WebAssembly.Module) => void,
    ) {
      memory = Object.values(imports)
        .flatMap((each) => Object.values(each))
        .find((each) => each instanceof WebAssembly.Memory);
      void WebAssembly.instantiate(module, imports).then((instance) => done(instance, module));
    },
  });
  if (memory === undefined || !isComplete(wasm)) throw new Error(`${join(folder, script)} is of another version`);
  if (wasm._OrtInit(threads, errorsOnly) !== 0) throw new Error(lastError(wasm, memory));
  return { wasm, memory, threads };
}

/** What ONNX Runtime says about the last call that failed. */
export function lastError(wasm: Functions, memory: WebAssembly.Memory): string {
  const at = wasm._malloc(8);
  try {
    wasm._OrtGetLastError(at, at + 4);
    const message = new Uint32Array(memory.buffer, at, 2)[1]!;
    return message === 0 ? 'an unknown error' : wasm.UTF8ToString(message);
  } finally {
    wasm._free(at);
  }
}

const needed: readonly (keyof Functions)[] = [
  '_malloc',
  '_free',
  'stringToUTF8',
  'lengthBytesUTF8',
  'UTF8ToString',
  '_OrtInit',
  '_OrtGetLastError',
  '_OrtCreateSessionOptions',
  '_OrtReleaseSessionOptions',
  '_OrtCreateSession',
  '_OrtReleaseSession',
  '_OrtCreateTensor',
  '_OrtReleaseTensor',
  '_OrtRun',
];

function isComplete(value: unknown): value is Functions {
  if (typeof value !== 'object' || value === null) return false;
  const functions = value as Readonly<Record<string, unknown>>;
  return needed.every((name) => typeof functions[name] === 'function');
}
