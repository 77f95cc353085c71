/** The engine `portable`: ONNX Runtime as WebAssembly, shipped with the extension, so that every machine trains. */
import { availableParallelism } from 'node:os';
import { Buffers } from '../buffers.ts';
import { chooseThreads, isWorthGating } from '../choose-threads.ts';
import { optimise } from '../../graph/index.ts';
import type { Availability, Engine, Executable } from '../engine.ts';
import { EngineError, firstLine, unavailable } from '../errors.ts';
import { emitGatedModel, emitModel } from '../onnx/index.ts';
import { runtimeFolder, runtimeVersion, startRuntime, type Pointer, type Runtime } from './runtime.ts';
import { WasmSession } from './session.ts';

/** One for the process, as its threads are: all sessions have those of the first. */
const running: { runtime?: Promise<Runtime> } = {};

/** A module with one function that uses a vector instruction, which a machine that lacks them does not take. */
const simd = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 5, 1, 0x60, 0, 1, 0x7b], // one type: no parameter, a vector
  ...[3, 2, 1, 0], // one function of it
  ...[10, 8, 1, 6, 0, 0x41, 0, 0xfd, 0x0f, 0x0b], // i32.const 0, i8x16.splat
);

export const portable: Engine = {
  name: 'portable',
  available() {
    const not = (reason: string, installed: boolean): Availability => ({ ok: false, reason, installed });
    if (runtimeFolder() === undefined) return Promise.resolve(not('its files are not there', false));
    if (!WebAssembly.validate(simd)) {
      return Promise.resolve(not('this machine has no SIMD instructions for WebAssembly', true));
    }
    return Promise.resolve({ ok: true });
  },
  async compile(program, initialState, options = {}) {
    const availability = await portable.available();
    if (!availability.ok) throw unavailable('portable', availability.reason);
    const folder = runtimeFolder()!;
    const threads = options.threads ?? chooseThreads(program, availableParallelism());
    const runtime = await (running.runtime ??= startRuntime(folder, threads)).catch((error: unknown) => {
      throw unavailable('portable', `${folder} cannot be loaded; install it again (${firstLine(error)})`);
    });
    const gated = isWorthGating(program);
    const slots = program.inputs.length + program.state.length + Object.keys(program.outputs).length + 1;
    const session = new WasmSession(runtime, slots);
    let buffers: Buffers<Pointer>;
    try {
      buffers = new Buffers(program, (shape) => session.allocate(shape), gated);
      buffers.writeState(initialState);
      await session.open((gated ? emitGatedModel : emitModel)(optimise(program)));
    } catch (error) {
      session.dispose();
      if (error instanceof EngineError) throw error;
      throw new EngineError('compile-failed', `ONNX Runtime does not take the step: ${firstLine(error)}`, {
        cause: error,
      });
    }
    const executable: Executable = {
      info: {
        name: 'portable',
        version: runtimeVersion(folder),
        threads: runtime.threads,
        device: 'cpu (WebAssembly)',
      },
      step(feeds, outputs = 'read') {
        buffers.load(feeds);
        try {
          session.run(buffers.feeds, buffers.fetches(outputs));
        } catch (error) {
          throw new EngineError('run-failed', `ONNX Runtime failed during a step: ${firstLine(error)}`, {
            cause: error,
          });
        }
        buffers.advance();
        return buffers.outputs();
      },
      readState: () => buffers.readState(),
      writeState: (given) => buffers.writeState(given),
      dispose() {
        session.dispose();
        return Promise.resolve();
      },
    };
    return executable;
  },
};
