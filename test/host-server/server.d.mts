/** Options of a server; see server.mjs. */
export interface ServerOptions {
  readonly extensionFolders?: readonly string[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly trust?: boolean;
  readonly userSettings?: Readonly<Record<string, unknown>>;
  readonly testDriver?: boolean;
}

/** What a window opens with: a file, and pairs that VS Code for the browser understands. */
export interface WindowOptions {
  readonly openFile?: string;
  readonly payload?: readonly (readonly [string, string])[];
}

export interface Server {
  /** The server's own folder: user data, logs, extensions. */
  readonly data: string;
  remote(file: string): string;
  url(folder: string, options?: WindowOptions): string;
  stop(): Promise<void>;
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
}

export function startServer(options?: ServerOptions): Promise<Server>;
