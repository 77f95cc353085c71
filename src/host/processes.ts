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
  readonly #engines: string | undefined;

  /**
   * @param isTrusted asked anew at each start
   * @param engines a folder of engines that were installed later, for what is started
   */
  constructor(isTrusted: () => boolean, engines?: string) {
    this.#isTrusted = isTrusted;
    this.#engines = engines;
  }

  /** @throws UntrustedError */
  guard(): void {
    if (!this.#isTrusted()) throw new UntrustedError();
  }

  /** A script with Node, on its own. @throws UntrustedError */
  spawn({ script, args, cwd, detached, stdio }: SpawnRequest): ChildProcess {
    this.guard();
    const env = environment(process.env, this.#engines);
    return spawn(process.execPath, [script, ...args], { cwd, detached, stdio, env, windowsHide: true });
  }

  /** A script with Node and a channel to it that carries typed arrays; stderr is piped. @throws UntrustedError */
  fork(script: string): ChildProcess {
    this.guard();
    return fork(script, [], {
      serialization: 'advanced',
      execArgv: [],
      env: environment(process.env, this.#engines),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
  }

  /**
   * A program, to its end.
   * @returns its exit code (null where a signal ended it, `missing` where there is no such program), and all it printed
   * @throws UntrustedError
   */
  async run(program: string, args: readonly string[], cwd: string, signal?: AbortSignal): Promise<Ended> {
    this.guard();
    const env = environment(process.env, this.#engines);
    // npm is a script of the shell's on Windows, which nothing else starts there; no argument of ours needs quotes.
    const shell = process.platform === 'win32' && program !== process.execPath;
    const child = spawn(program, args, {
      cwd,
      env,
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      signal,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (piece: string) => (output += piece));
    }
    return new Promise((resolve, reject) => {
      child.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') resolve({ status: 'missing', output });
        else if (error.name === 'AbortError') resolve({ status: null, output });
        else reject(error);
      });
      child.once('close', (status) => resolve({ status, output }));
    });
  }
}

export interface Ended {
  readonly status: number | null | 'missing';
  readonly output: string;
}

/**
 * Makes Node of Electron, and leaves out what is meant for this process alone (a debugger's port, say).
 * @param engines where src/engine looks for engines that were installed later
 */
export function environment(own: NodeJS.ProcessEnv, engines?: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...own, ELECTRON_RUN_AS_NODE: '1' };
  if (engines !== undefined) env['MODESCOPE_ENGINES'] = engines;
  delete env['NODE_OPTIONS'];
  delete env['VSCODE_INSPECTOR_OPTIONS'];
  return env;
}
