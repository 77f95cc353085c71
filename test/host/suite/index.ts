/**
 * The in-host suite, run inside VS Code. Which tests run follows from the window: a folder that is not trusted gets its
 * own, and so does a window that closes over a run. The results go to the file that MODESCOPE_TEST_RESULTS names.
 */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import * as vscode from 'vscode';

interface Result {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly message?: string;
}

/** @throws when a test failed */
export async function run(): Promise<void> {
  const grep = process.env['MODESCOPE_TEST_GREP'];
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, slow: 5000, ...(grep !== undefined && { grep }) });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  if (process.env['MODESCOPE_TEST_WINDOW']?.startsWith('closes')) await import('./closing.test.ts');
  else if (vscode.workspace.isTrusted) {
    await import('./activation.test.ts');
    await import('./diagnostics.test.ts');
    await import('./quick-fixes.test.ts');
    await import('./findings.test.ts');
    await import('./editor.test.ts');
    await import('./warnings.test.ts');
    await import('./new-config.test.ts');
    await import('./runs.test.ts');
    await import('./exports.test.ts');
    await import('./branch.test.ts');
    await import('./attach.test.ts');
    await import('./tensorboard.test.ts');
  } else await import('./untrusted.test.ts');

  const results: Result[] = [];
  // Written as they come, so that a window that hangs has told how far it got.
  const file = process.env['MODESCOPE_TEST_RESULTS'];
  const add = (result: Result): void => {
    results.push(result);
    if (file !== undefined) writeFileSync(file, JSON.stringify(results, null, 2));
  };
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => add({ name: test.fullTitle(), outcome: 'passed' }));
    runner.on('pending', (test) => add({ name: test.fullTitle(), outcome: 'skipped' }));
    runner.on('fail', (test, error: unknown) =>
      add({
        name: test.fullTitle(),
        outcome: 'failed',
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    );
  });
  if (failures > 0) throw new Error(`${failures} of ${results.length} tests failed`);
}
