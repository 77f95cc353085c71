/** What the two packages, the extension's and npm's, take of a tree that holds a file of every kind. */
import { listFiles, PackageManager } from '@vscode/vsce';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'modescope-package-'));

const inBoth = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/THIRD-PARTY-NOTICES.txt',
  'dist/chunk-A.mjs',
  'dist/engines/portable/ort.wasm',
  'dist/extension.cjs',
  'dist/gan.schema.json',
  'dist/trainer.mjs',
  'dist/webview.css',
  'docs/config.md',
  'docs/rules/mode-collapse.md',
  'docs/systems/gradient.md',
  'examples/points.csv',
  'examples/ring.gan.json',
  'media/screenshot.png',
  'package.json',
  'presets/ring.gan.json',
];
const inExtensionOnly = ['l10n/bundle.l10n.zh-cn.json'];
const inNpmOnly = ['bin/modescope.mjs', 'dist/cli.mjs', 'dist/collapsebench.mjs'];
const inNone = [
  '.bench/a.json',
  'dist/trainer.mjs.map',
  'dist/webview.js.map',
  'esbuild.mjs',
  'examples/runs/ring/1/events.out.tfevents.1',
  'examples/runs/ring/1/manifest.json',
  'scripts/start.mjs',
  'src/extension.ts',
  'test/data/a.csv',
  'webview/main.tsx',
];

beforeAll(() => {
  for (const file of [...inBoth, ...inExtensionOnly, ...inNpmOnly, ...inNone]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  for (const file of [
    'package.json',
    'package.nls.json',
    'package.nls.zh-cn.json',
    '.vscodeignore',
    '.npmignore',
    '.gitignore',
  ]) {
    copyFileSync(join(project, file), join(folder, file));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('packages', () => {
  it('of the extension: what it runs, the rules and the examples', async () => {
    const files = await listFiles({ cwd: folder, packageManager: PackageManager.None });
    expect(files.toSorted()).toEqual(
      [...inBoth, ...inExtensionOnly, 'package.nls.json', 'package.nls.zh-cn.json'].toSorted(),
    );
  });

  it('of npm: the command line with it', () => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const options = { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' } as const;
    const said = execFileSync(npm, ['pack', '--dry-run', '--json', '--ignore-scripts'], options);
    const [{ files }] = JSON.parse(said) as [{ files: { path: string }[] }];
    expect(files.map(({ path }) => path).toSorted()).toEqual([...inBoth, ...inNpmOnly].toSorted());
  });
});
