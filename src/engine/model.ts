/**
 * A model of the user's own, from an .onnx file: one array in, one array out. Run by ONNX Runtime, the native library
 * where it can be loaded, else as WebAssembly.
 */
import { readFile, stat } from 'node:fs/promises';
import type * as Native from 'onnxruntime-node';
import { EngineError, firstLine } from './errors.ts';
import { load } from './native/load.ts';

/** Rows of numbers: [count, …shape]. */
export interface Rows {
  readonly data: Float32Array;
  readonly count: number;
  /** Of one row. */
  readonly shape: readonly number[];
}

export interface Model {
  /** Sizes of the input, the first that of a batch; undefined where any size will do. */
  readonly input: readonly (number | undefined)[];
  /** What it gives for rows, each flattened. @throws EngineError `run-failed` */
  run(rows: Rows): Promise<Rows>;
  dispose(): Promise<void>;
}

/** What both builds of ONNX Runtime have in common here. */
type Runtime = Pick<typeof Native, 'InferenceSession' | 'Tensor'>;

/** Inception in single precision has 90 MiB; what is far larger is no extractor of features. */
const mostBytes = 2 ** 29;

/**
 * @param file an absolute path; it is read whole, and data that a model keeps in other files is not
 * @throws EngineError `unavailable`, or `compile-failed` where the file is no such model
 */
export async function openModel(file: string): Promise<Model> {
  const bytes = await bytesOf(file);
  const { runtime, options } = await runtimeHere();
  let session: Native.InferenceSession;
  try {
    session = await runtime.InferenceSession.create(bytes, { ...options, logSeverityLevel: 3 });
  } catch (error) {
    throw new EngineError('compile-failed', firstLine(error), { cause: error });
  }
  const [input, ...others] = session.inputMetadata;
  const output = session.outputNames[0];
  if (input?.isTensor !== true || input.type !== 'float32' || others.length > 0 || output === undefined) {
    await session.release();
    throw new EngineError('compile-failed', 'it does not take one float32 tensor and give one back');
  }
  const sizes = input.shape.map((size) => (typeof size === 'number' && size > 0 ? size : undefined));
  return {
    input: sizes,
    async run({ data, count, shape }) {
      let given: Native.Tensor | undefined;
      try {
        const results = await session.run({ [input.name]: new runtime.Tensor('float32', data, [count, ...shape]) });
        given = results[output];
      } catch (error) {
        throw new EngineError('run-failed', firstLine(error), { cause: error });
      }
      if (given?.type !== 'float32' || given.dims[0] !== count) {
        throw new EngineError('run-failed', `"${output}" is not a row of float32 numbers for each sample`);
      }
      const numbers = Float32Array.from(given.data as Float32Array);
      return { data: numbers, count, shape: [numbers.length / count] };
    },
    dispose: () => session.release(),
  };
}

async function bytesOf(file: string): Promise<Uint8Array> {
  let size: number;
  try {
    ({ size } = await stat(file));
    if (size <= mostBytes) return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : firstLine(error);
    throw new EngineError('compile-failed', `it cannot be read (${code})`, { cause: error });
  }
  throw new EngineError('compile-failed', `it has ${size} bytes, more than ${mostBytes}`);
}

async function runtimeHere(): Promise<{
  readonly runtime: Runtime;
  readonly options: Native.InferenceSession.SessionOptions;
}> {
  const native = load();
  // One thread: whoever waits for it has asked for no more than a part of the machine.
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1 };
  if (native.ok) return { runtime: native.ort, options };
  try {
    const web = await import('onnxruntime-web');
    web.env.wasm.numThreads ??= 1;
    return { runtime: web as unknown as Runtime, options: { executionProviders: ['wasm'] } };
  } catch (error) {
    throw new EngineError('unavailable', `ONNX Runtime cannot be loaded (${firstLine(error)})`, { cause: error });
  }
}
