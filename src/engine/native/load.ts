/** Where onnxruntime-node is. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Ort from 'onnxruntime-node';
import { firstLine } from '../errors.ts';

export type Loaded =
  | { readonly ok: true; readonly ort: typeof Ort; readonly require: NodeJS.Require }
  | { readonly ok: false; readonly reason: string };

/**
 * Where the package may be: where this program's packages are; beside the built program, where the extension's packages
 * for one platform hold it (scripts/package.mjs); in the folder of engines that were installed later.
 */
function places(): (string | URL)[] {
  const later = process.env['MODESCOPE_ENGINES'];
  const beside = new URL('./engines/native/package.json', import.meta.url);
  return [import.meta.url, beside, ...(later === undefined ? [] : [join(later, 'package.json')])];
}

export function load(): Loaded {
  let reason = 'the package onnxruntime-node is not installed';
  for (const place of places()) {
    const require = createRequire(place);
    try {
      return { ok: true, ort: require('onnxruntime-node') as typeof Ort, require };
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
      if (!missing) reason = firstLine(error);
    }
  }
  return { ok: false, reason };
}
