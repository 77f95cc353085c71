/** What runs a traced step: one interface, one folder per engine. */
import type { Engine, EngineName } from './engine.ts';
import { EngineError, unavailable } from './errors.ts';
import { native } from './native/index.ts';
import { portable } from './portable/index.ts';
import { reference } from './reference/index.ts';
import { tensorflow } from './tensorflow/index.ts';

export type { CompileOptions, Engine, EngineInfo, EngineName, Executable, Numbers } from './engine.ts';
export { EngineError, type EngineErrorCode } from './errors.ts';
export { openModel, type Model, type Rows } from './model.ts';
export { functionModel, type FunctionModel } from './onnx/index.ts';
export { profile, type OperatorTime } from './native/profile.ts';
export { firstNonFinite, type NonFinite } from './reference/index.ts';

/** All engines, the fastest first. A new one is a folder beside these and an entry here. */
export const engines: readonly Engine[] = [native, portable, tensorflow, reference];

/** Those that `auto` may choose: the reference is for checking only, and who wants TensorFlow says so. */
const automatic: readonly Engine[] = [native, portable];

/** An engine that `auto` would have taken, had it been possible to load it. */
export interface PassedOver {
  readonly from: EngineName;
  /** One line. */
  readonly reason: string;
  /** Whether its package is there, and only does not work. */
  readonly installed: boolean;
}

export interface Choice {
  readonly engine: Engine;
  /** The fastest of those that `auto` passed over; absent where this is the fastest, or was asked for by name. */
  readonly fallback?: PassedOver;
}

/**
 * The engine of that name, or with `auto` the fastest that can be loaded here.
 * @throws EngineError `unavailable`, naming why
 */
export async function chooseEngine(choice: EngineName | 'auto'): Promise<Engine> {
  return (await chooseWithReason(choice)).engine;
}

/** As `chooseEngine`, with what kept `auto` from a faster one. */
export async function chooseWithReason(choice: EngineName | 'auto'): Promise<Choice> {
  if (choice !== 'auto') {
    const engine = engines.find(({ name }) => name === choice);
    if (engine === undefined) throw unavailable(choice, 'this version does not have it');
    const availability = await engine.available();
    if (!availability.ok) throw unavailable(choice, availability.reason);
    return { engine };
  }
  const passed: PassedOver[] = [];
  for (const engine of automatic) {
    const availability = await engine.available();
    if (availability.ok) return passed[0] === undefined ? { engine } : { engine, fallback: passed[0] };
    passed.push({ from: engine.name, reason: availability.reason, installed: availability.installed });
  }
  const reasons = passed.map(({ from, reason }) => `${from}: ${reason}`);
  throw new EngineError('unavailable', `No engine can be loaded here (${reasons.join('; ')})`);
}
