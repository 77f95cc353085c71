/**
 * `npm test`: builds, then runs the unit tests, the suite inside VS Code's extension host, and the end-to-end tests in
 * a real VS Code with a real browser.
 *
 *     npm test [-- --only unit|host|e2e] [--oldest]     --only may be given more than once
 *
 * With `--oldest` the windows are of the oldest VS Code that `engines.vscode` promises: `--only host --oldest`. Its
 * results are in test/artefacts/host-oldest.json.
 *
 * Leaves test/artefacts/{unit,host,e2e}.json, each an array of { name, outcome, message? }, and the pictures of the
 * end-to-end tests beside them. The last line is `N passed, N failed` over all three; a suite that could not run
 * counts as a failure.
 *
 * With MODESCOPE_TEST_GREP set, the in-host suite runs only the tests whose names contain it.
 *
 * The in-host suite runs in VS Code for the browser (test/host-server). With VSCODE_TEST_VERSION set (`stable`,
 * `1.103.0`, …) the real VS Code of that version is fetched and used instead.
 */
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const artefacts = path.join(root, 'test', 'artefacts');
const hostServer = path.join(root, 'test', 'host-server');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'modescope-test-'));

/** Runs a script with Node, its output here; throws when it fails. */
function node(args, what, environment = {}) {
  const options = { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } };
  const { status, signal } = spawnSync(process.execPath, args, options);
  if (status !== 0) throw new Error(`${what} ended with ${signal ?? `exit code ${status}`}`);
}

/** Runs vitest with a config; gives its tests, and one more where it failed as a whole. */
function vitest(config) {
  const report = path.join(scratch, `${path.basename(path.dirname(config))}.json`);
  const script = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  let failure;
  try {
    node([script, 'run', '--root', root, '--config', config, ...reporters], 'vitest', {
      MODESCOPE_TEST_ARTEFACTS: artefacts,
    });
  } catch (error) {
    failure = error;
  }
  if (!fs.existsSync(report)) throw failure ?? new Error('vitest wrote no report');
  const outcomes = { passed: 'passed', failed: 'failed' };
  const tests = JSON.parse(fs.readFileSync(report, 'utf8')).testResults.flatMap((file) => {
    const name = path.relative(root, file.name);
    const found = file.assertionResults.map((test) => ({
      name: `${name} > ${test.fullName}`,
      outcome: outcomes[test.status] ?? 'skipped',
      ...(test.failureMessages?.length > 0 ? { message: test.failureMessages.join('\n') } : {}),
    }));
    // A file that broke before its first test.
    if (file.status === 'failed' && found.every((test) => test.outcome !== 'failed')) {
      found.push({ name, outcome: 'failed', message: file.message });
    }
    return found;
  });
  if (tests.length === 0) throw failure ?? new Error('there are no tests');
  if (failure && tests.every((test) => test.outcome !== 'failed')) {
    tests.push({ name: 'outside any test', outcome: 'failed', message: failure.message });
  }
  return tests;
}

/**
 * Bundles the in-host suite and runs it in the extension host: in a folder that is trusted, in one that is not, and in
 * windows that close while a run goes on.
 */
async function inHost() {
  const bundle = path.join(root, '.tsbuild', 'host-suite', 'index.cjs');
  await build({
    absWorkingDir: root,
    entryPoints: [path.join(root, 'test', 'host', 'suite', 'index.ts')],
    outfile: bundle,
    bundle: true,
    packages: 'external', // found in this folder's node_modules
    external: ['vscode'],
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  // test-electron itself tells the real VS Code to trust everything; what closes over a run is seen by code.mjs.
  const others = ['untrusted', 'closes, runs are kept', 'closes, runs are stopped'];
  const tests = [];
  for (const kind of ['trusted', ...(process.env.VSCODE_TEST_VERSION ? [] : others)]) {
    tests.push(...(await inWindow(bundle, kind)));
  }
  return tests;
}

/** Runs the bundled suite in one kind of window; gives its tests, and one more where it failed as a whole. */
async function inWindow(bundle, kind) {
  const results = path.join(scratch, `host-${kind}.json`);
  const folder = fs.mkdtempSync(path.join(scratch, 'folder-'));
  const version = process.env.VSCODE_TEST_VERSION;
  let failure;
  try {
    await runTests({
      ...(version ? { version } : { vscodeExecutablePath: path.join(hostServer, 'code.mjs') }),
      extensionDevelopmentPath: root,
      extensionTestsPath: bundle,
      extensionTestsEnv: {
        MODESCOPE_TEST_RESULTS: results,
        MODESCOPE_TEST_ARTEFACTS: artefacts,
        MODESCOPE_TEST_WINDOW: kind,
      },
      launchArgs: [folder, '--disable-extensions'],
    });
  } catch (error) {
    failure = error;
  }
  if (!fs.existsSync(results)) throw failure ?? new Error(`the suite left no results (${kind})`);
  const tests = JSON.parse(fs.readFileSync(results, 'utf8'));
  if (tests.length === 0) throw failure ?? new Error(`there are no tests (${kind})`);
  if (failure && tests.every((test) => test.outcome !== 'failed')) {
    tests.push({ name: `outside any test (${kind})`, outcome: 'failed', message: failure.message });
  }
  return tests;
}

const needsServer = new Set(['host', 'e2e']);
const suites = {
  unit: () => vitest(path.join(root, 'vitest.config.mjs')),
  host: inHost,
  e2e: () => vitest(path.join(root, 'test', 'e2e', 'vitest.config.mjs')),
};

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true }, oldest: { type: 'boolean' } } });
// What installs, starts and looks after the windows asks for it.
if (values.oldest) process.env.MODESCOPE_TEST_OLDEST = '1';
const chosen = values.only ?? Object.keys(suites);
const unknown = chosen.find((name) => !(name in suites));
if (unknown !== undefined) {
  console.error(`--only ${unknown}: there is only ${Object.keys(suites).join(', ')}`);
  process.exit(1);
}

const title = (text) => console.log(`\n── ${text} ${'─'.repeat(Math.max(0, 76 - text.length))}\n`);
const attempt = async (action) => {
  try {
    return { value: await action() };
  } catch (error) {
    return { error };
  }
};

fs.mkdirSync(artefacts, { recursive: true });
title('build');
const built = await attempt(() => node(['esbuild.mjs'], 'the build'));
let ready = built;
if (!built.error && chosen.some((name) => needsServer.has(name))) {
  ready = await attempt(() => node([path.join(hostServer, 'setup.mjs')], 'setting up VS Code and a browser'));
}

const total = { passed: 0, failed: 0, skipped: 0 };
for (const name of chosen) {
  title(name);
  const { error } = needsServer.has(name) ? ready : built;
  const run = error ? { error } : await attempt(suites[name]);
  const tests = run.value ?? [{ name: `the suite "${name}" runs`, outcome: 'failed', message: run.error.message }];
  const report = values.oldest ? `${name}-oldest.json` : `${name}.json`;
  fs.writeFileSync(path.join(artefacts, report), `${JSON.stringify(tests, null, 1)}\n`);
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const test of tests) count[test.outcome]++;
  for (const outcome of Object.keys(total)) total[outcome] += count[outcome];
  for (const test of tests.filter((each) => each.outcome === 'failed')) {
    console.log(`failed: ${test.name}${test.message ? `\n${test.message.replace(/^/gm, '  ')}` : ''}`);
  }
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
  console.log(`${name}: ${count.passed} of ${count.passed + count.failed} passed${skipped}`);
}
fs.rmSync(scratch, { recursive: true, force: true });

console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
