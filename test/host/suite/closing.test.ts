import { ok } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { readManifest } from '../../../src/runs/index.ts';
import { config, folderFor, until, write } from './helpers.ts';

/** The last thing in a window that closes then; what becomes of the run is seen from outside (test/host/closed.mjs). */
describe('before the window closes', () => {
  it('a run goes on', async () => {
    const keepRunning = process.env['MODESCOPE_TEST_WINDOW'] === 'closes, runs are kept';
    const folder = folderFor('closing');
    writeFileSync(join(folder, 'host.pid'), String(process.pid));
    const uri = write(folder, 'long.gan.json', config({ training: '{ "steps": 1e9, "batch": 32 }' }));
    const settings = vscode.workspace.getConfiguration('modescope', uri);
    await settings.update('keepRunning', keepRunning, vscode.ConfigurationTarget.Workspace);
    const run = await vscode.commands.executeCommand<string | undefined>('modescope.startRun', uri);
    ok(run);
    await until('the run', () => readManifest(run).state === 'running');
  });
});
