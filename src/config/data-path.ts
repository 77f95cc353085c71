/** Where a data file of a config is, and whether the config may read there. */
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';

export type DataPath = { readonly ok: true; readonly file: string } | { readonly ok: false; readonly root: string };

/**
 * A relative path starts at the config's folder and may not leave `root` (the workspace; the config's own
 * folder where there is none). An absolute path may point anywhere: whoever writes it means it.
 */
export function resolveDataPath(path: string, configFile: string, root: string = dirname(configFile)): DataPath {
  if (isAbsolute(path)) return { ok: true, file: resolve(path) };
  const file = resolve(dirname(configFile), path);
  const inside = relative(resolve(root), file);
  const leaves = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return leaves ? { ok: false, root: resolve(root) } : { ok: true, file };
}
