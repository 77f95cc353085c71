/** The engine `native`: ONNX Runtime as a library, from the optional package onnxruntime-node. */
import { availableParallelism } from 'node:os';
import type * as Ort from 'onnxruntime-node';
import { optimise, type Program } from '../../graph/index.ts';
import { chooseThreads, isSmall } from '../choose-threads.ts';
import type { Engine, EngineInfo, Executable } from '../engine.ts';
import { EngineError, firstLine, unavailable } from '../errors.ts';
import { Buffers, type MakeTensor } from './buffers.ts';
import { emitModel } from '../onnx/index.ts';
import { load } from './load.ts';
import { peepholesFor } from './probe-blocks.ts';
import { openSession, type Session } from './session.ts';

export const native: Engine = {
  name: 'native',
  available() {
    const loaded = load();
    return Promise.resolve(loaded.ok ? { ok: true } : loaded);
  },
  async compile(program, initialState, options = {}) {
    const loaded = load();
    if (!loaded.ok) throw unavailable('native', loaded.reason);
    const { ort, require } = loaded;
    const threads = options.threads ?? chooseThreads(program, availableParallelism());
    const tensor: MakeTensor<Ort.Tensor> = (data, shape) => new ort.Tensor('float32', data, shape);
    const buffers = new Buffers(program, tensor);
    buffers.writeState(initialState);
    const openModel = (model: Uint8Array): Promise<Session> =>
      openSession(ort, require, model, {
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
        logSeverityLevel: 3,
      });
    const peepholes = await peepholesFor(program, { open: openModel, tensor });
    const open = async (what: Program): Promise<Session> => {
      try {
        return await openModel(emitModel(optimise(what), peepholes));
      } catch (error) {
        throw new EngineError('compile-failed', `ONNX Runtime does not take the step: ${firstLine(error)}`, {
          cause: error,
        });
      }
    };
    const session = await open(program);
    // A session always computes all of its outputs. Those of a small program, which are numbers for a log, take a
    // twentieth of its time: steps whose outputs nobody reads have a session of their own, opened at the first of them.
    // With more threads than one, those of the session that rests go on spinning and halve the speed of the other.
    const worthOmitting =
      threads === 1 && isSmall(program) && program.state.length > 0 && Object.keys(program.outputs).length > 0;
    let silent: Session | undefined;
    const info: EngineInfo = { name: 'native', version: ort.env.versions.node ?? 'unknown', threads, device: 'cpu' };
    const done = (): Readonly<Record<string, Float32Array>> => {
      buffers.advance();
      return buffers.outputs();
    };
    const advanced = (by: Session): ReturnType<Executable['step']> => {
      const pending = by.run(buffers.feeds, buffers.successors);
      return pending === undefined ? done() : pending.then(done);
    };
    const executable: Executable = {
      info,
      step(feeds, outputs = 'read') {
        buffers.load(feeds);
        if (outputs === 'unread' && worthOmitting) {
          if (silent !== undefined) return advanced(silent);
          return open({ ...program, outputs: {} }).then((opened) => advanced((silent = opened)));
        }
        const pending = session.run(buffers.feeds, buffers.fetches);
        return pending === undefined ? done() : pending.then(done);
      },
      readState: () => buffers.readState(),
      writeState: (state) => buffers.writeState(state),
      async dispose() {
        await session.dispose();
        await silent?.dispose();
      },
    };
    return executable;
  },
};
