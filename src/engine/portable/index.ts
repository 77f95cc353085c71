/** The engine `portable`: ONNX Runtime as WebAssembly, shipped with the extension, so that every machine trains. */
import { availableParallelism } from 'node:os';
import type * as Ort from 'onnxruntime-web';
import { chooseThreads } from '../choose-threads.ts';
import type { Engine, Executable } from '../engine.ts';
import { EngineError, firstLine, unavailable } from '../errors.ts';
import { Buffers } from '../onnx/buffers.ts';
import { emitModel } from '../onnx/index.ts';

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
    const threads = options.threads ?? chooseThreads(program, availableParallelism());
    // The number of threads is fixed with the first session of a process
    ort.env.wasm.numThreads = threads;
    let session: Ort.InferenceSession;
    try {
      session = await ort.InferenceSession.create(emitModel(program), {
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
    const buffers = new Buffers(program, (data, shape) => new ort.Tensor('float32', data, shape));
    buffers.writeState(initialState);
    const executable: Executable = {
      info: { name: 'portable', version: ort.env.versions.web ?? 'unknown', threads, device: 'cpu (WebAssembly)' },
      async step(feeds) {
        buffers.load(feeds);
        try {
          await session.run(buffers.feeds, buffers.fetches);
        } catch (error) {
          throw new EngineError('run-failed', `ONNX Runtime failed during a step: ${firstLine(error)}`, {
            cause: error,
          });
        }
        buffers.advance();
        return buffers.outputs();
      },
      readState: () => buffers.readState(),
      writeState: (state) => buffers.writeState(state),
      dispose: () => session.release(),
    };
    return executable;
  },
};
