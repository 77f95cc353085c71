/** The engine `portable`: ONNX Runtime as WebAssembly, shipped with the extension, so that every machine trains. */
import { availableParallelism } from 'node:os';
import type * as Ort from 'onnxruntime-web';
import { chooseThreads } from '../choose-threads.ts';
import { optimise, type Slot } from '../../graph/index.ts';
import type { Engine, Executable, Numbers } from '../engine.ts';
import { EngineError, firstLine, unavailable } from '../errors.ts';
import { numbersFor } from '../feeds.ts';
import { emitModel, nextName, outputName } from '../onnx/index.ts';

type Loaded = { readonly ok: true; readonly ort: typeof Ort } | { readonly ok: false; readonly reason: string };

async function load(): Promise<Loaded> {
  try {
    return { ok: true, ort: await import('onnxruntime-web') };
  } catch (error) {
    return { ok: false, reason: firstLine(error) };
  }
}

export const portable: Engine = {
  name: 'portable',
  async available() {
    const loaded = await load();
    return loaded.ok ? { ok: true } : loaded;
  },
  async compile(program, initialState, options = {}) {
    const loaded = await load();
    if (!loaded.ok) throw unavailable('portable', loaded.reason);
    const { ort } = loaded;
    // The first session of a process starts the threads, and all later ones have the same
    const threads = (ort.env.wasm.numThreads ??= options.threads ?? chooseThreads(program, availableParallelism()));
    const tensor = (data: Float32Array, { shape }: Slot): Ort.Tensor => new ort.Tensor('float32', data, shape);
    const carried = (given: Readonly<Record<string, Numbers>>): Record<string, Ort.Tensor> =>
      Object.fromEntries(
        program.state.map((slot) => [slot.name, tensor(new Float32Array(numbersFor(slot, given)), slot)]),
      );
    let state = carried(initialState);
    let session: Ort.InferenceSession;
    try {
      session = await ort.InferenceSession.create(emitModel(optimise(program)), {
        executionProviders: ['wasm'],
        graphOptimizationLevel: 'all',
        executionMode: 'sequential',
        logSeverityLevel: 3,
      });
    } catch (error) {
      throw new EngineError('compile-failed', `ONNX Runtime does not take the step: ${firstLine(error)}`, {
        cause: error,
      });
    }
    const executable: Executable = {
      info: { name: 'portable', version: ort.env.versions.web ?? 'unknown', threads, device: 'cpu (WebAssembly)' },
      async step(feeds) {
        const fed = program.inputs.map((slot) => [slot.name, tensor(single(numbersFor(slot, feeds)), slot)] as const);
        let results: Ort.InferenceSession.ReturnType;
        try {
          // This build copies everything into its own memory and back: what comes back is next fed again.
          results = await session.run({ ...Object.fromEntries(fed), ...state });
        } catch (error) {
          throw new EngineError('run-failed', `ONNX Runtime failed during a step: ${firstLine(error)}`, {
            cause: error,
          });
        }
        state = Object.fromEntries(program.state.map(({ name }) => [name, results[nextName(name)] as Ort.Tensor]));
        return Object.fromEntries(
          Object.keys(program.outputs).map((name) => [name, results[outputName(name)]!.data as Float32Array]),
        );
      },
      readState: () =>
        Object.fromEntries(Object.entries(state).map(([name, { data }]) => [name, (data as Float32Array).slice()])),
      writeState: (given) => {
        state = carried(given);
      },
      dispose: () => session.release(),
    };
    return executable;
  },
};

/** The same array where it is in single precision already: the runtime copies what it is fed by itself. */
function single(data: Numbers): Float32Array {
  return data instanceof Float32Array ? data : new Float32Array(data);
}
