/** The settings, read when they are needed. */
import * as vscode from 'vscode';

export interface Settings {
  /** Whether training outlives the window. */
  readonly keepRunning: boolean;
  /** Whether a run is stopped when a warning is raised. */
  readonly stopOnWarning: boolean;
  /** The engine for all configs; undefined where each says its own. */
  readonly engine: string | undefined;
}

export function settingsOf(config: string): Settings {
  const settings = vscode.workspace.getConfiguration('modescope', vscode.Uri.file(config));
  const engine = settings.get<string>('engine', 'auto');
  return {
    keepRunning: settings.get('keepRunning', true),
    stopOnWarning: settings.get('stopOnWarning', false),
    engine: engine === 'auto' ? undefined : engine,
  };
}
