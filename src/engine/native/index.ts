/** The engine `native`: ONNX Runtime as a library, from the optional package onnxruntime-node. */
import { availableParallelism } from 'node:os';
import type * as Ort from 'onnxruntime-node';
import { optimise, type Shape } from '../../graph/index.ts';
import { Buffers } from '../buffers.ts';
import { chooseThreads, isWorthGating } from '../choose-threads.ts';
import type { Engine, EngineInfo, Executable } from '../engine.ts';
import { EngineError, firstLine, unavailable } from '../errors.ts';
import { emitGatedModel, emitModel } from '../onnx/index.ts';
import { allocating } from './allocating.ts';
import { load } from './load.ts';
import { peepholesFor } from './probe-blocks.ts';
import { openSession, type Session } from './session.ts';

export const native: Engine = {
  name: 'native',
  available() {
    const loaded = load();
    return Promise.resolve(loaded.ok ? { ok: true } : loaded);
  },
  async compile(program, initialState, given = {}) {
    const loaded = load();
    if (!loaded.ok) throw unavailable('native', loaded.reason);
    const { ort, require } = loaded;
    const threads = given.threads ?? chooseThreads(program, availableParallelism());
    const tensor = (data: Float32Array, shape: Shape): Ort.Tensor => new ort.Tensor('float32', data, shape);
    const options = {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
    } as const;
    const open = (model: Uint8Array): Promise<Session> => openSession(ort, require, model, options);
    const gated = isWorthGating(program);
    const buffers = new Buffers(program, allocating(tensor), gated);
    buffers.writeState(initialState);
    const peepholes = await peepholesFor(program, { open, tensor });
    const emit = gated ? emitGatedModel : emitModel;
    let session: Session;
    try {
      session = await open(emit(optimise(program), peepholes));
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
      step(feeds, outputs = 'read') {
        buffers.load(feeds);
        const pending = session.run(buffers.feeds, buffers.fetches(outputs));
        return pending === undefined ? done() : pending.then(done);
      },
      readState: () => buffers.readState(),
      writeState: (state) => buffers.writeState(state),
      dispose: () => session.dispose(),
    };
    return executable;
  },
};
