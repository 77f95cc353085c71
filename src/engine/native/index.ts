/** The engine `native`: ONNX Runtime as a library, from the optional package onnxruntime-node. */
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import type * as Ort from 'onnxruntime-node';
import { optimise } from '../../graph/index.ts';
import { chooseThreads } from '../choose-threads.ts';
import type { Engine, EngineInfo, Executable } from '../engine.ts';
import { EngineError, firstLine, unavailable } from '../errors.ts';
import { Buffers } from './buffers.ts';
import { emitModel } from '../onnx/index.ts';
import { openSession, type Session } from './session.ts';

const require = createRequire(import.meta.url);

type Loaded = { readonly ok: true; readonly ort: typeof Ort } | { readonly ok: false; readonly reason: string };

async function load(): Promise<Loaded> {
  try {
    return { ok: true, ort: await import('onnxruntime-node') };
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && String(error.code).includes('MODULE_NOT_FOUND');
    return { ok: false, reason: missing ? 'the package onnxruntime-node is not installed' : firstLine(error) };
  }
}

export const native: Engine = {
  name: 'native',
  async available() {
    const loaded = await load();
    return loaded.ok ? { ok: true } : loaded;
  },
  async compile(program, initialState, options = {}) {
    const loaded = await load();
    if (!loaded.ok) throw unavailable('native', loaded.reason);
    const { ort } = loaded;
    const threads = options.threads ?? chooseThreads(program, availableParallelism());
    const buffers = new Buffers(program, (data, shape) => new ort.Tensor('float32', data, shape));
    buffers.writeState(initialState);
    let session: Session;
    try {
      session = await openSession(ort, require, emitModel(optimise(program)), {
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
        logSeverityLevel: 3,
      });
    } catch (error) {
      throw new EngineError('compile-failed', `ONNX Runtime does not take the step: ${firstLine(error)}`, {
        cause: error,
      });
    }
    const info: EngineInfo = { name: 'native', version: ort.env.versions.node ?? 'unknown', threads, device: 'cpu' };
    const done = (): Readonly<Record<string, Float32Array>> => {
      buffers.advance();
      return buffers.outputs();
    };
    const executable: Executable = {
      info,
      step(feeds) {
        buffers.load(feeds);
        const pending = session.run(buffers.feeds, buffers.fetches);
        return pending === undefined ? done() : pending.then(done);
      },
      readState: () => buffers.readState(),
      writeState: (state) => buffers.writeState(state),
      dispose: () => session.dispose(),
    };
    return executable;
  },
};
