/**
 * Builds everything that runs into dist/: the extension (CommonJS, as VS Code loads it), the processes it
 * starts (ES modules that share chunks), the panel's page, and the JSON schema of config files.
 *
 *     node esbuild.mjs [--minify] [--sourcemap]
 */
import { build } from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(root, 'dist');
const flags = new Set(process.argv.slice(2));
const common = {
  absWorkingDir: root,
  bundle: true,
  logLevel: 'warning',
  minify: flags.has('--minify'),
  sourcemap: flags.has('--sourcemap') ? 'linked' : false,
  legalComments: 'none',
  metafile: true, // for the third-party notices
};
/** Engines found at run time: which of them are there differs from machine to machine. */
const optionalEngines = ['onnxruntime-node', '@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'];
/** ONNX Runtime's JavaScript lies beside the portable engine's files, which it looks for there. */
const portableEngine = {
  name: 'portable-engine',
  setup(b) {
    b.onResolve({ filter: /^onnxruntime-web$/ }, () => ({ path: './engines/portable/ort.mjs', external: true }));
  },
};

/** The extension wakes up in a small file and loads the rest when it is first needed. */
const hostOnDemand = {
  name: 'host-on-demand',
  setup(b) {
    b.onResolve({ filter: /^\.\/host\/index\.ts$/ }, () => ({ path: './host.cjs', external: true }));
  },
};

/** Packages that are CommonJS inside call require, which ES modules lack. */
const requireBanner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

fs.rmSync(dist, { recursive: true, force: true });
const results = await Promise.all([
  build({
    ...common,
    entryPoints: { extension: 'src/extension.ts', host: 'src/host/index.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['vscode'],
    // Only what opens the data of a run asks where it is, and that is not in here.
    logOverride: { 'empty-import-meta': 'silent' },
    plugins: [hostOnDemand],
  }),
  build({
    ...common,
    entryPoints: {
      trainer: 'src/trainer/main.ts',
      monitor: 'src/monitor/main.ts',
      'engine-probe': 'src/engine/probe.ts',
      cli: 'src/cli/main.ts',
      collapsebench: 'src/monitor/collapsebench.ts',
      report: 'src/report/main.ts',
      schema: 'src/config/schema-file.ts',
    },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]', // beside their entries: the portable engine is imported by relative path
    platform: 'node',
    format: 'esm',
    splitting: true,
    target: 'node20',
    mainFields: ['module', 'main'],
    banner: { js: requireBanner },
    external: optionalEngines,
    plugins: [portableEngine],
  }),
  build({
    ...common,
    entryPoints: { ort: fileURLToPath(import.meta.resolve('onnxruntime-web')) },
    outdir: 'dist/engines/portable',
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    format: 'esm',
    target: 'node20',
    minify: true,
    external: ['./ort-wasm-simd-threaded.mjs'],
  }),
  build({
    ...common,
    entryPoints: { webview: 'webview/main.tsx' },
    outdir: 'dist',
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.svg': 'dataurl' },
  }),
]);

/** The portable engine is copied, so that the extension and the npm package need no other. */
const ortFolder = path.join(root, 'node_modules/onnxruntime-web');
for (const file of ['dist/ort-wasm-simd-threaded.mjs', 'dist/ort-wasm-simd-threaded.wasm', 'package.json']) {
  fs.copyFileSync(path.join(ortFolder, file), path.join(dist, 'engines/portable', path.basename(file)));
}

const { jsonSchema, mappingJsonSchema } = await import(pathToFileURL(path.join(dist, 'schema.mjs')).href);
fs.writeFileSync(path.join(dist, 'gan.schema.json'), JSON.stringify(jsonSchema(), null, 1));
fs.writeFileSync(path.join(dist, 'modescope.schema.json'), JSON.stringify(mappingJsonSchema(), null, 1));
fs.rmSync(path.join(dist, 'schema.mjs'));

/** What is bundled keeps its licence: one file with the text of each package's. */
const bundled = new Set();
for (const { metafile } of results) {
  for (const input of Object.keys(metafile.inputs)) {
    const inside = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (inside) bundled.add(inside[0]);
  }
}
const notices = [...bundled].sort().map((folder) => {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  const file = fs.readdirSync(path.join(root, folder)).find((f) => /^licen[cs]e/i.test(f));
  const text = file ? fs.readFileSync(path.join(root, folder, file), 'utf8').trim() : `Licence: ${license}`;
  return `${name} ${version} (${license})\n\n${text}\n`;
});
fs.writeFileSync(path.join(dist, 'THIRD-PARTY-NOTICES.txt'), notices.join(`\n${'-'.repeat(80)}\n\n`));
