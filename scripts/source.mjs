/** Modules of src, which are TypeScript, for scripts. */
import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** @param contents what to export, e.g. `export { configSchema } from './src/config/index.ts';` */
export async function fromSource(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: path.dirname(path.dirname(fileURLToPath(import.meta.url))) },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}
