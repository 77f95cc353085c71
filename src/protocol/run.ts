/** A run as manifest.json describes it, and how it is steered. Written by the trainer, read by everyone. */

export type RunState = 'running' | 'paused' | 'finished' | 'stopped' | 'failed';

/** Why the fastest engine was not the one that was chosen. */
export interface EngineFallback {
  /** The engine that could not be loaded. */
  readonly from: string;
  /** One line. */
  readonly reason: string;
  /** Whether its package is there, and only does not work. */
  readonly installed: boolean;
}

/** manifest.json in a run's folder. `config` is the config as resolved, defaults filled in. */
export interface Manifest {
  readonly format: 1;
  readonly state: RunState;
  /** Why the run failed, one line; absent otherwise. */
  readonly reason?: string;
  readonly pid: number;
  readonly step: number;
  readonly steps: number;
  /** While paused: the phase of the step that comes next, e.g. `discriminator[0]`. */
  readonly phase?: string | undefined;
  /** Absolute path of the config file that the run was started from. */
  readonly configFile: string;
  readonly config: unknown;
  readonly seed: number;
  /** What the classes of the data are called, by number; absent where they have no names but their numbers. */
  readonly classes?: readonly string[];
  readonly engine: {
    readonly name: string;
    readonly version: string;
    readonly threads: number;
    readonly device: string;
    /** Where it was chosen in place of a faster one. */
    readonly fallback?: EngineFallback;
  };
  readonly versions: Readonly<Record<string, string>>;
  /** The run that this one was branched off, as seen from its own folder (with `/`), and the step of the checkpoint. */
  readonly parent?: { readonly run: string; readonly step: number };
  /** ISO 8601. */
  readonly started: string;
  /** The last time that it was gone on with: from which step, and when (ISO 8601). */
  readonly resumed?: { readonly step: number; readonly at: string };
  readonly ended?: string;
}

/**
 * What a person asks of a running trainer. Written as the only word of the file `control` in the run's
 * folder, so that any process (another window, a terminal) can steer a run that it did not start. `step` asks for the next
 * phase of a step (one update of a network) and a pause after it; what tells one asking from the next stands behind it.
 */
export type ControlWord = 'run' | 'pause' | 'step' | 'stop';
