/** The extension's parts, put together. Loaded when one of them is first needed. */
import { join } from 'node:path';
import * as vscode from 'vscode';
import { configName } from '../runs/index.ts';
import { Attach } from './attach.ts';
import { AttachedDiagnostics } from './attached-diagnostics.ts';
import { AttachedLogs } from './attached-logs.ts';
import { Branches } from './branches.ts';
import { RunLens } from './code-lens.ts';
import { Compare } from './compare.ts';
import { Commands, type CommandName } from './commands.ts';
import { ConfigDiagnostics } from './config-diagnostics.ts';
import { ConfigFiles } from './config-files.ts';
import { ContextKeys } from './context-keys.ts';
import { TroubleDecorations } from './decorations.ts';
import type { Disposes } from './disposes.ts';
import { DataDefinition } from './data-definition.ts';
import { Exports } from './exports.ts';
import { Explanations } from './explanations.ts';
import { FasterEngine } from './faster-engine.ts';
import { FindingDiagnostics } from './finding-diagnostics.ts';
import { MappingFixes } from './mapping-fixes.ts';
import { LayerHints } from './inlay-hints.ts';
import { Messages } from './messages.ts';
import { Monitor } from './monitor.ts';
import { openPages, PageLinks } from './page-links.ts';
import { RunPanel } from './panel.ts';
import { ParsedDocuments } from './parsed-documents.ts';
import { Processes } from './processes.ts';
import { QuickFixes } from './quick-fixes.ts';
import { RenamedConfigs } from './renamed-configs.ts';
import { RunBoard } from './run-board.ts';
import { RunControl } from './run-control.ts';
import { RunFiles } from './run-files.ts';
import { RunsView } from './runs-view.ts';
import { RunStatusBar } from './status-bar.ts';
import { Warnings } from './warnings.ts';

export type { CommandName } from './commands.ts';
export type { RunsNode } from './runs-view.ts';

export interface Host extends Disposes {
  /** Runs a command; what goes wrong is shown and not thrown. */
  command(name: CommandName, args: readonly unknown[]): Promise<unknown>;
  /** The list of runs in the side bar. */
  readonly runs: RunsView;
  restorePanel(panel: vscode.WebviewPanel): void;
  /** Starts this config, but not again when the window is only reloaded. */
  startOnce(config: vscode.Uri): Promise<void>;
}

const selector: vscode.DocumentSelector = { scheme: 'file', pattern: '**/*.gan.json' };
const mappings: vscode.DocumentSelector = { scheme: 'file', pattern: '**/modescope.json' };

export function startHost(context: vscode.ExtensionContext): Host {
  const log = vscode.window.createOutputChannel('Modescope', { log: true });
  const script = (name: string): string => context.asAbsolutePath(`dist/${name}.mjs`);
  const engines = join(context.globalStorageUri.fsPath, 'engines');
  const processes = new Processes(() => vscode.workspace.isTrusted, engines);
  const messages = new Messages(log);
  const monitor = new Monitor({
    script: script('monitor'),
    processes,
    onMessage: (message) => {
      board.take(message);
      attached.take(message);
      panel.deliver(message);
      compare.deliver(message);
    },
    onDeath: (reason, again) => {
      log.error(`The monitor process ended: ${reason}`);
      const words = again
        ? vscode.l10n.t('The monitor process ended unexpectedly and was started again.')
        : vscode.l10n.t(
            'The monitor process ended again. Curves and findings stand still until a run is opened or started.',
          );
      messages.warn(words, { title: vscode.l10n.t('Open Log'), act: () => log.show() });
    },
  });
  const files = new ConfigFiles();
  const parsed = new ParsedDocuments();
  const board = new RunBoard(monitor, log);
  const attached = new AttachedLogs(
    monitor,
    context.workspaceState,
    log,
    (folder) => board.ofFolder(folder) !== undefined,
  );
  const panel = new RunPanel({
    extension: context.extensionUri,
    monitor,
    memory: context.workspaceState,
    log,
    onRequest: (request) => void commands.request(request),
  });
  const compare = new Compare({ extension: context.extensionUri, files, monitor, panel });
  const problems = new ConfigDiagnostics(files, parsed, log);
  const findings = new FindingDiagnostics(board, files, context.extensionUri);
  const attachedFindings = new AttachedDiagnostics(attached, files, context.extensionUri);
  const attach = new Attach(attached, panel, messages);
  const control = new RunControl({
    board,
    monitor,
    panel,
    problems,
    messages,
    trainers: { script: script('trainer'), logFolder: context.logUri.fsPath, processes },
    onStarting: () => lens.refresh(),
  });
  const branches = new Branches(context.workspaceState, files, messages);
  const lens = new RunLens(board, files, branches, (config) => control.isStarting(config));
  const explanations = new Explanations({ extension: context.extensionUri, files, board, panel });
  const runs = new RunsView(files, board, attached, log);
  const runFiles = new RunFiles({ board, panel, messages, processes, log, onChange: () => runs.refresh() });
  const exports = new Exports({ script: script('report'), version: versionOf(context), processes, panel, messages });
  const decorations = new TroubleDecorations(board, attached);
  const engine = new FasterEngine({
    folder: engines,
    version: nativeVersion(context),
    probe: script('engine-probe'),
    processes,
    messages,
    log,
  });
  const commands = new Commands({
    files,
    board,
    control,
    panel,
    compare,
    explanations,
    runFiles,
    branches,
    exports,
    messages,
    attached,
    attach,
    engine,
    extension: context.extensionPath,
    log,
  });

  const lookForRuns = (config: string): void => {
    if (!vscode.workspace.isTrusted) return;
    board.refresh(config);
    void runFiles.purge(config);
  };
  const disposables: Disposes[] = [
    control, // first, as it may still have something to stop
    new ContextKeys(files, board, attached),
    new RunStatusBar(board, attached),
    lens,
    branches,
    findings,
    attachedFindings,
    problems,
    explanations,
    decorations,
    new RenamedConfigs(board, messages),
    new Warnings({ board, attached, panel, control, messages }),
    runs,
    panel,
    compare,
    attached,
    board,
    monitor,
    files,
    log,
    files.onDidAdd(lookForRuns),
    files.onDidRemove((config) => board.forget(config)),
    // A panel that shows the newest run of a config goes on with a newer one.
    board.onDidReplace(({ old, entry }) => {
      if (panel.run?.folder !== old.folder) return;
      panel.follow(entry && { folder: entry.folder, name: configName(entry.config) });
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      for (const config of files.all) lookForRuns(config);
      attached.restore();
      problems.checkAll();
      panel.refill();
      runs.refresh();
    }),
    vscode.window.registerFileDecorationProvider(decorations),
    vscode.languages.registerInlayHintsProvider(
      selector,
      new LayerHints(parsed, (document) => problems.contextOf(document)),
    ),
    vscode.languages.registerDefinitionProvider(selector, new DataDefinition()),
    vscode.languages.registerHoverProvider(selector, new PageLinks(parsed)),
    openPages(context.extensionUri),
    vscode.languages.registerCodeLensProvider(selector, lens),
    vscode.languages.registerCodeActionsProvider(selector, new QuickFixes(parsed, problems, findings), {
      providedCodeActionKinds: QuickFixes.kinds,
    }),
    vscode.languages.registerCodeActionsProvider(mappings, new MappingFixes(attachedFindings), {
      providedCodeActionKinds: MappingFixes.kinds,
    }),
  ];
  problems.checkAll();
  if (vscode.workspace.isTrusted) attached.restore();
  void files.find();

  return {
    command: (name, args) => commands.run(name, args),
    runs,
    restorePanel: (restored) => panel.restore(restored),
    async startOnce(config) {
      // The process that VS Code as a whole hangs on is the same after a reload, and another after a restart.
      const key = `started ${config.fsPath}`;
      if (context.workspaceState.get(key) === process.ppid) return;
      await context.workspaceState.update(key, process.ppid);
      await vscode.window.showTextDocument(config, { viewColumn: vscode.ViewColumn.One });
      await commands.run('startRun', [config]);
    },
    dispose() {
      for (const each of disposables) each.dispose();
    },
  };
}

function versionOf({ extension }: vscode.ExtensionContext): string {
  return (extension.packageJSON as { version: string }).version;
}

/** Of onnxruntime-node, as the extension's own package.json pins it. */
function nativeVersion({ extension }: vscode.ExtensionContext): string {
  const { optionalDependencies } = extension.packageJSON as { optionalDependencies: Record<string, string> };
  return optionalDependencies['onnxruntime-node']!;
}
