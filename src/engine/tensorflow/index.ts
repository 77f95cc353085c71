/**
 * The engine `tensorflow`: @tensorflow/tfjs-node(-gpu), where it is installed. The step's own nodes run as TensorFlow's
 * kernels, one call each, on the GPU where there is one. On a CPU `native` is several times faster.
 */
import { availableParallelism } from 'node:os';
import { optimise, type Program, type Slot } from '../../graph/index.ts';
import { chooseThreads } from '../choose-threads.ts';
import type { Engine, EngineInfo, Executable, Numbers } from '../engine.ts';
import { EngineError, firstLine, unavailable } from '../errors.ts';
import { numbersFor } from '../feeds.ts';
import { findTensorflow, loadTensorflow, type Binding, type Loaded, type TensorId } from './binding.ts';
import { Recording } from './recording.ts';

export const tensorflow: Engine = {
  name: 'tensorflow',
  available() {
    const found = findTensorflow();
    return Promise.resolve(found.ok ? { ok: true } : { ...found, installed: false });
  },
  compile: (program, initialState, options = {}) =>
    new Promise((resolve) => {
      const threads = options.threads ?? chooseThreads(program, availableParallelism());
      const { binding, ...loaded } = load(threads);
      const device = binding.isUsingGpuDevice() ? 'gpu' : 'cpu';
      resolve(new Kernels(program, initialState, binding, { name: 'tensorflow', ...loaded, device }));
    }),
};

/** @throws EngineError `unavailable` */
function load(threads: number): Loaded {
  const found = findTensorflow();
  if (!found.ok) throw unavailable('tensorflow', found.reason);
  try {
    return loadTensorflow(found.installed, threads);
  } catch (error) {
    throw unavailable('tensorflow', `${found.installed.name}: ${firstLine(error)}`);
  }
}

class Kernels implements Executable {
  readonly info: EngineInfo;
  readonly #program: Program;
  readonly #binding: Binding;
  readonly #recording: Recording;
  #state: Readonly<Record<string, TensorId>>;

  constructor(program: Program, initialState: Readonly<Record<string, Numbers>>, binding: Binding, info: EngineInfo) {
    this.info = info;
    this.#program = program;
    this.#binding = binding;
    this.#recording = new Recording(optimise(program), binding);
    this.#state = this.#tensors(program.state, initialState);
  }

  step(feeds: Readonly<Record<string, Numbers>>): Record<string, Float32Array> {
    const fed = this.#tensors(this.#program.inputs, feeds);
    const given = { ...fed, ...this.#state };
    let made: ReturnType<Recording['run']>;
    try {
      made = this.#recording.run(given);
    } catch (error) {
      throw new EngineError('run-failed', `TensorFlow failed during a step: ${firstLine(error)}`, { cause: error });
    }
    const outputs = Object.entries(made.outputs).map(([name, id]) => [name, this.#read(id)] as const);
    const kept = new Set([...Object.values(made.next), ...this.#recording.constants]);
    const over = new Set([...Object.values(given), ...Object.values(made.outputs)]);
    for (const id of over) if (!kept.has(id)) this.#binding.deleteTensor(id);
    this.#state = made.next;
    return Object.fromEntries(outputs);
  }

  readState(): Record<string, Float32Array> {
    return Object.fromEntries(Object.entries(this.#state).map(([name, id]) => [name, this.#read(id)]));
  }

  writeState(state: Readonly<Record<string, Numbers>>): void {
    const written = this.#tensors(this.#program.state, state);
    this.#drop(this.#state);
    this.#state = written;
  }

  dispose(): Promise<void> {
    this.#drop(this.#state);
    this.#state = {};
    this.#recording.dispose();
    return Promise.resolve();
  }

  #tensors(slots: readonly Slot[], given: Readonly<Record<string, Numbers>>): Record<string, TensorId> {
    const arrays = slots.map((slot) => [slot, numbersFor(slot, given)] as const);
    return Object.fromEntries(
      arrays.map(([{ name, shape }, numbers]) => {
        // A copy: the tensor is made in the array's own memory, and the caller fills that anew
        return [name, this.#binding.createTensor(shape, this.#binding.TF_FLOAT, Float32Array.from(numbers))];
      }),
    );
  }

  /** A copy: what the addon gives may be the tensor's own memory. */
  #read(id: TensorId): Float32Array {
    return Float32Array.from(this.#binding.tensorDataSync(id));
  }

  #drop(tensors: Readonly<Record<string, TensorId>>): void {
    const kept = this.#recording.constants;
    for (const id of new Set(Object.values(tensors))) if (!kept.has(id)) this.#binding.deleteTensor(id);
  }
}
