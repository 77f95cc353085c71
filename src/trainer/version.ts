/** Versions that a run's manifest keeps. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** This package's, from the nearest package.json above: beside dist/ where installed, above src/ in a clone. */
function packageVersion(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) {
      const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
      const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
      return typeof version === 'string' ? version : 'unknown';
    }
    if (dirname(folder) === folder) return 'unknown';
  }
}

export function versions(): Record<string, string> {
  return { modescope: packageVersion(), node: process.versions.node };
}
