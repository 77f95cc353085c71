/** A session of ONNX Runtime in WebAssembly, with what it reads and writes in WebAssembly's own memory. */
import { sizeOfShape, type Shape } from '../../graph/index.ts';
import type { Held } from '../buffers.ts';
import { lastError, type Pointer, type Runtime } from './runtime.ts';

/** GraphOptimizationLevel, ExecutionMode, OrtLoggingLevel, TensorProto.DataType, and where a tensor's numbers are. */
const options = { optimizeAll: 99, sequential: 0, errorsOnly: 3, float32: 1, cpu: 1 };

export class WasmSession {
  readonly #runtime: Runtime;
  readonly #taken: Pointer[] = [];
  readonly #tensors: Pointer[] = [];
  readonly #names = new Map<string, Pointer>();
  /** Where a call finds its names and tensors. */
  readonly #lists: Record<'inputNames' | 'inputs' | 'outputNames' | 'outputs', Int32Array>;
  #session: Pointer = 0;

  /** @param most inputs or outputs of a call */
  constructor(runtime: Runtime, most: number) {
    this.#runtime = runtime;
    const list = (): Int32Array => new Int32Array(runtime.memory.buffer, this.#take(4 * most), most);
    this.#lists = { inputNames: list(), inputs: list(), outputNames: list(), outputs: list() };
  }

  /** A tensor of zeros that calls can read and write. @throws Error where there is no memory left */
  allocate(shape: Shape): Held<Pointer> {
    const { wasm, memory } = this.#runtime;
    const size = sizeOfShape(shape);
    const at = this.#take(Math.max(4 * size, 4));
    const dimensions = this.#take(Math.max(4 * shape.length, 4));
    new Int32Array(memory.buffer, dimensions, shape.length).set(shape);
    const tensor = wasm._OrtCreateTensor(options.float32, at, 4 * size, dimensions, shape.length, options.cpu);
    if (tensor === 0) throw this.#error();
    this.#tensors.push(tensor);
    return { data: new Float32Array(memory.buffer, at, size).fill(0), tensor };
  }

  /** @throws Error whatever ONNX Runtime says when it does not take the model */
  async open(model: Uint8Array): Promise<void> {
    const { wasm, memory } = this.#runtime;
    const settings = wasm._OrtCreateSessionOptions(
      ...([options.optimizeAll, false, false, options.sequential, false, 0, 0, options.errorsOnly, 0, 0] as const),
    );
    if (settings === 0) throw this.#error();
    const at = this.#take(model.byteLength);
    new Uint8Array(memory.buffer, at, model.byteLength).set(model);
    this.#session = await wasm._OrtCreateSession(at, model.byteLength, settings);
    wasm._OrtReleaseSessionOptions(settings);
    this.#giveBack(at);
    if (this.#session === 0) throw this.#error();
  }

  /** Writes into the fetches. @throws Error whatever ONNX Runtime says when the call fails */
  run(feeds: Readonly<Record<string, Pointer>>, fetches: Readonly<Record<string, Pointer>>): void {
    const { inputNames, inputs, outputNames, outputs } = this.#lists;
    const given = this.#list(feeds, inputNames, inputs);
    const asked = this.#list(fetches, outputNames, outputs);
    const [names, values] = [inputNames.byteOffset, inputs.byteOffset];
    const failed = this.#runtime.wasm._OrtRun(
      ...([this.#session, names, values, given, outputNames.byteOffset, asked, outputs.byteOffset, 0] as const),
    );
    if (failed !== 0) throw this.#error();
  }

  dispose(): void {
    const { wasm } = this.#runtime;
    if (this.#session !== 0) wasm._OrtReleaseSession(this.#session);
    for (const tensor of this.#tensors) wasm._OrtReleaseTensor(tensor);
    for (const at of this.#taken) wasm._free(at);
    this.#session = 0;
    this.#tensors.length = 0;
    this.#taken.length = 0;
  }

  /** @returns how many there are */
  #list(tensors: Readonly<Record<string, Pointer>>, names: Int32Array, values: Int32Array): number {
    let count = 0;
    for (const name in tensors) {
      names[count] = this.#name(name);
      values[count++] = tensors[name]!;
    }
    return count;
  }

  #name(name: string): Pointer {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const { wasm } = this.#runtime;
    const bytes = wasm.lengthBytesUTF8(name) + 1;
    const at = this.#take(bytes);
    wasm.stringToUTF8(name, at, bytes);
    this.#names.set(name, at);
    return at;
  }

  #take(bytes: number): Pointer {
    const at = this.#runtime.wasm._malloc(bytes);
    if (at === 0) throw new Error(`WebAssembly has no memory left for ${bytes} bytes`);
    this.#taken.push(at);
    return at;
  }

  #giveBack(at: Pointer): void {
    this.#runtime.wasm._free(at);
    this.#taken.splice(this.#taken.indexOf(at), 1);
  }

  #error(): Error {
    return new Error(lastError(this.#runtime.wasm, this.#runtime.memory));
  }
}
