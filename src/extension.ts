/**
 * Where VS Code enters. Nothing but registrations happens here: what they lead to is in dist/host.cjs, which is loaded
 * when a config is opened, when a run of one is found, or when a command is called.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { CommandName, Host, RunsNode } from './host/index.ts';

const commands = [
  'startRun',
  'stopRun',
  'pauseRun',
  'stepRun',
  'resumeRun',
  'openPanel',
  'compareRuns',
  'explain',
  'openRunFolder',
  'renameRun',
  'deleteRun',
  'openInTensorBoard',
  'branchRun',
  'startBranch',
  'exportReport',
  'exportCurves',
  'exportSamples',
  'newConfig',
  'newFromExample',
  'showLog',
  'installEngine',
  'attach',
  'detach',
  'correctTags',
] as const satisfies readonly CommandName[];

export function activate(context: vscode.ExtensionContext): void {
  let loading: Promise<Host> | undefined;
  const host = (): Promise<Host> => (loading ??= load(context));

  const view = runsView(host);
  for (const name of commands) {
    const run = async (...args: unknown[]): Promise<unknown> => {
      const modescope = await host();
      if (args[0] !== 'selected') return modescope.command(name, args);
      const [node] = view.selection;
      return node?.kind === 'run' ? modescope.command(name, [node]) : undefined;
    };
    context.subscriptions.push(vscode.commands.registerCommand(`modescope.${name}`, run));
  }
  context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer('modescope.run', {
      deserializeWebviewPanel: async (panel) => (await host()).restorePanel(panel),
    }),
    view,
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (isConfig(document)) void host();
    }),
  );
  // Logs that were followed when the window was last open; the key is AttachedLogs' own.
  if ((context.workspaceState.get<readonly string[]>('attached.folders') ?? []).length > 0) void host();
  void lookAround(host);
}

/** The list of runs: what it shows is loaded when it is first seen. By a key `selected` is meant. */
function runsView(host: () => Promise<Host>): { readonly selection: readonly RunsNode[]; dispose(): void } {
  const changed = new vscode.EventEmitter<RunsNode | undefined>();
  let listening: vscode.Disposable | undefined;
  const treeDataProvider: vscode.TreeDataProvider<RunsNode> = {
    onDidChangeTreeData: changed.event,
    async getChildren(node) {
      const { runs } = await host();
      listening ??= runs.onDidChangeTreeData((node) => changed.fire(node));
      return runs.getChildren(node);
    },
    getTreeItem: async (node) => (await host()).runs.getTreeItem(node),
  };
  const options = { treeDataProvider, canSelectMany: true, showCollapseAll: true };
  const view = vscode.window.createTreeView('modescope.runs', options);
  return {
    get selection() {
      return view.selection;
    },
    dispose() {
      listening?.dispose();
      view.dispose();
      changed.dispose();
    },
  };
}

async function load(context: vscode.ExtensionContext): Promise<Host> {
  const { startHost } = await import('./host/index.ts');
  const host = startHost(context);
  context.subscriptions.push(host);
  return host;
}

/** Wakes the rest up where there is something to show at once. */
async function lookAround(host: () => Promise<Host>): Promise<void> {
  const configs = await vscode.workspace.findFiles('**/*.gan.json', '**/{node_modules,runs}/**');
  await vscode.commands.executeCommand('setContext', 'modescope.hasConfig', configs.length > 0);
  const ran = configs.some(({ fsPath }) => existsSync(join(dirname(fsPath), 'runs')));
  if (ran || vscode.workspace.textDocuments.some(isConfig)) await host();
  // Set by `npm start`, which opens a window to show a run in it.
  const toStart = configs.find(({ fsPath }) => fsPath === process.env['MODESCOPE_START']);
  if (toStart !== undefined) await (await host()).startOnce(toStart);
}

function isConfig({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === 'file' && uri.path.endsWith('.gan.json');
}
