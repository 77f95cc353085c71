/**
 * One interface for everything that can run a traced step. An engine does not know what a GAN is: it gets a
 * program (src/graph) and hands back an executable that carries the program's state from call to call.
 */
import type { Program } from '../graph/index.ts';

export type EngineName = 'native' | 'portable' | 'tensorflow' | 'reference';

/** Float64Array on the reference engine, Float32Array elsewhere. Feeds may be either everywhere. */
export type Numbers = Float32Array | Float64Array;

export interface EngineInfo {
  readonly name: EngineName;
  readonly version: string;
  readonly threads: number;
  readonly device: string;
}

/** Whether an engine can be loaded here; if not, why, in one line, and whether its package is there at all. */
export type Availability =
  { readonly ok: true } | { readonly ok: false; readonly reason: string; readonly installed: boolean };

export interface CompileOptions {
  /** Worker threads of the engine's own; chosen by size where absent. */
  readonly threads?: number;
}

export interface Executable {
  readonly info: EngineInfo;
  /**
   * Runs the program once: reads `feeds` (one array per program input, row-major), replaces the state by its
   * successor, returns the outputs by name. The arrays returned are valid until the next call.
   * A promise where the engine cannot run synchronously.
   * @param outputs `unread` says that only the state matters: an engine may then leave out what only outputs need, and
   *   what it returns means nothing. The state becomes the same, bit by bit.
   * @throws EngineError when a feed is missing or has the wrong length.
   */
  step(
    feeds: Readonly<Record<string, Numbers>>,
    outputs?: 'read' | 'unread',
  ): Readonly<Record<string, Numbers>> | Promise<Readonly<Record<string, Numbers>>>;
  /** A copy of the present state, by name. */
  readState(): Record<string, Numbers>;
  /** Replaces the state (checkpoint, rewind). */
  writeState(state: Readonly<Record<string, Numbers>>): void;
  dispose(): Promise<void>;
}

export interface Engine {
  readonly name: EngineName;
  available(): Promise<Availability>;
  compile(
    program: Program,
    initialState: Readonly<Record<string, Numbers>>,
    options?: CompileOptions,
  ): Promise<Executable>;
}
