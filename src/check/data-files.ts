/** Looking into data files while a config is being typed: nothing is read twice, and nothing that takes long. */
import { stat } from 'node:fs/promises';
import { describePoints } from '../data/index.ts';
import type { DescribeData } from './data.ts';

/** Bytes that are read and parsed in about a tenth of a second; larger files are left to the run itself. */
const largestWhileTyping = 4_000_000;
/** Files remembered; a workspace rarely has more. */
const mostRemembered = 32;

/**
 * A look into data files that remembers what it saw until the file changes. The editor keeps one for all configs.
 * @param largest larger files are not looked into (undefined is given)
 */
export function dataFileReader(largest: number = largestWhileTyping): DescribeData {
  const seen = new Map<string, { version: string; description: ReturnType<typeof describePoints> }>();
  return async (data, file) => {
    const found = await stat(file).catch(() => undefined);
    if (found === undefined) return describePoints(data, file); // which says why it cannot be read
    if (found.size > largest) return undefined;
    const key = `${file}\n${String(data.standardize === true)}`;
    const version = `${found.mtimeMs} ${found.size} ${found.ino}`;
    let known = seen.get(key);
    if (known?.version !== version) {
      known = { version, description: describePoints(data, file) };
      seen.delete(key);
      seen.set(key, known);
      for (const oldest of seen.keys()) {
        if (seen.size <= mostRemembered) break;
        seen.delete(oldest);
      }
    }
    return known.description;
  };
}
