/**
 * The only place from which the extension starts processes, so that one guard covers them all: in a folder that is not
 * trusted nothing runs, whatever the manifest says.
 */
import { fork, spawn, type ChildProcess, type StdioOptions } from 'node:child_process';

/** Asked to run something in a workspace that is not trusted. */
export class UntrustedError extends Error {
  readonly code = 'untrusted';

  constructor() {
    super('Modescope runs nothing in a folder that is not trusted.');
    this.name = 'UntrustedError';
  }
}

export interface SpawnRequest {
  readonly script: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** In a group of its own, so that it outlives this process. */
  readonly detached: boolean;
  readonly stdio: StdioOptions;
}

export class Processes {
  readonly #isTrusted: () => boolean;

  /** @param isTrusted asked anew at each start */
  constructor(isTrusted: () => boolean) {
    this.#isTrusted = isTrusted;
  }

  /** @throws UntrustedError */
  guard(): void {
    if (!this.#isTrusted()) throw new UntrustedError();
  }

  /** A script with Node, on its own. @throws UntrustedError */
  spawn({ script, args, cwd, detached, stdio }: SpawnRequest): ChildProcess {
    this.guard();
    const env = environment(process.env);
    return spawn(process.execPath, [script, ...args], { cwd, detached, stdio, env, windowsHide: true });
  }

  /** A script with Node and a channel to it that carries typed arrays; stderr is piped. @throws UntrustedError */
  fork(script: string): ChildProcess {
    this.guard();
    return fork(script, [], {
      serialization: 'advanced',
      execArgv: [],
      env: environment(process.env),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
  }
}

/** Makes Node of Electron, and leaves out what is meant for this process alone (a debugger's port, say). */
export function environment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...own, ELECTRON_RUN_AS_NODE: '1' };
  delete env['NODE_OPTIONS'];
  delete env['VSCODE_INSPECTOR_OPTIONS'];
  return env;
}
