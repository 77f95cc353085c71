/**
 * A session of onnxruntime-node that runs without waiting where the binding allows it: its public `run` puts every call
 * behind a turn of the event loop, which costs .2 ms, a tenth of a small step. The way around it is private and is only
 * taken where it looks as it did in the version that is pinned; else the public call is used.
 */
import type * as Ort from 'onnxruntime-node';
import { EngineError, firstLine } from '../errors.ts';

export interface Session {
  /** Writes into the fetches. Undefined when that is done already. @throws EngineError `run-failed` */
  run(feeds: Ort.InferenceSession.FeedsType, fetches: Record<string, Ort.Tensor>): Promise<void> | undefined;
  dispose(): Promise<void>;
}

interface DirectSession {
  loadModel(buffer: ArrayBufferLike, offset: number, length: number, options: object): void;
  run(feeds: object, fetches: object, options: object): unknown;
  dispose(): void;
}

interface Binding {
  readonly binding: { readonly InferenceSession: new () => DirectSession };
  readonly initOrt: () => void;
}

/** @throws whatever ONNX Runtime says when it does not take the model */
export async function openSession(
  ort: typeof Ort,
  require: NodeJS.Require,
  model: Uint8Array,
  options: Ort.InferenceSession.SessionOptions,
): Promise<Session> {
  const binding = bindingOf(require);
  return binding === undefined
    ? waiting(await ort.InferenceSession.create(model, options))
    : direct(binding, model, options);
}

function bindingOf(require: NodeJS.Require): Binding | undefined {
  let found: unknown;
  try {
    found = require('onnxruntime-node/dist/binding');
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined; // another version, laid out otherwise
  }
  return isBinding(found) ? found : undefined;
}

function isBinding(value: unknown): value is Binding {
  if (typeof value !== 'object' || value === null || !('binding' in value) || !('initOrt' in value)) return false;
  const { binding } = value;
  if (typeof binding !== 'object' || binding === null || !('InferenceSession' in binding)) return false;
  const { InferenceSession } = binding;
  if (typeof InferenceSession !== 'function') return false;
  const methods = InferenceSession.prototype as Readonly<Record<string, unknown>>;
  return ['loadModel', 'run', 'dispose'].every((name) => typeof methods[name] === 'function');
}

function direct({ binding, initOrt }: Binding, model: Uint8Array, options: object): Session {
  initOrt();
  const session = new binding.InferenceSession();
  session.loadModel(model.buffer, model.byteOffset, model.byteLength, options);
  return {
    run(feeds, fetches) {
      try {
        session.run(feeds, fetches, {});
      } catch (error) {
        throw runFailed(error);
      }
      return undefined;
    },
    dispose() {
      session.dispose();
      return Promise.resolve();
    },
  };
}

/** One that waits, by the public calls alone. */
export function waiting(session: Ort.InferenceSession): Session {
  return {
    async run(feeds, fetches) {
      try {
        await session.run(feeds, fetches);
      } catch (error) {
        throw runFailed(error);
      }
    },
    dispose: () => session.release(),
  };
}

function runFailed(error: unknown): EngineError {
  return new EngineError('run-failed', `ONNX Runtime failed during a step: ${firstLine(error)}`, { cause: error });
}
