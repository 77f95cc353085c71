/** Where onnxruntime-node is. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Ort from 'onnxruntime-node';
import { firstLine } from '../errors.ts';

export type Loaded =
  | { readonly ok: true; readonly ort: typeof Ort; readonly require: NodeJS.Require }
  | { readonly ok: false; readonly reason: string; readonly installed: boolean };

/**
 * Where the package may be: where this program's packages are; beside the built program, where the extension's packages
 * for one platform hold it (scripts/package.mjs); in the folder of engines that were installed later.
 */
function places(): (string | URL)[] {
  const later = process.env['MODESCOPE_ENGINES'];
  const beside = new URL('./engines/native/package.json', import.meta.url);
  return [import.meta.url, beside, ...(later === undefined ? [] : [join(later, 'package.json')])];
}

/** @param from where to look, in this order */
export function load(from: readonly (string | URL)[] = places()): Loaded {
  let failure: string | undefined;
  for (const place of from) {
    const require = createRequire(place);
    if (!isInstalled(require)) continue;
    try {
      return { ok: true, ort: require('onnxruntime-node') as typeof Ort, require };
    } catch (error) {
      failure = firstLine(error);
    }
  }
  const reason = failure ?? 'the package onnxruntime-node is not installed';
  return { ok: false, reason, installed: failure !== undefined };
}

/** Asked apart: a package that is there may lack its library, which is no less a module that is not found. */
function isInstalled(require: NodeJS.Require): boolean {
  try {
    require.resolve('onnxruntime-node');
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return false;
    throw error;
  }
}
