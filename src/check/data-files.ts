/** Looking into data files while a config is being typed: nothing is read twice, and nothing that takes long. */
import { stat } from 'node:fs/promises';
import { dataFiles, type DataInput } from '../config/index.ts';
import { describeData, type DataDescription } from '../data/index.ts';
import type { DescribeData } from './data.ts';

/** Bytes that are read and parsed in about a tenth of a second; larger files are left to the run itself. */
const largestWhileTyping = 4_000_000;
/** Whether a look into a data set reads its file to the end; of others it reads the beginning. */
function isReadWhole(data: DataInput): boolean {
  return data.type === 'points' || (data.type === 'arrays' && /\.npz$/i.test(data.file));
}

/** Files remembered; a workspace rarely has more. */
const mostRemembered = 32;

/**
 * A look into data files that remembers what it saw until a file changes. The editor keeps one for all configs.
 * @param largest larger files that would have to be read whole are not looked into (undefined is given)
 */
export function dataFileReader(largest: number = largestWhileTyping): DescribeData {
  const seen = new Map<string, { version: string; description: Promise<DataDescription | undefined> }>();
  return async (data) => {
    const found = await Promise.all(dataFiles(data).map(({ name }) => stat(name).catch(() => undefined)));
    if (found.some((each) => each === undefined)) return describeData(data); // which says why it cannot be read
    // A folder does not show that a file in it has changed.
    if (found.some((each) => each?.isDirectory() === true)) return describeData(data);
    if (isReadWhole(data) && found.some((each) => each !== undefined && each.size > largest)) return undefined;
    const key = JSON.stringify(data);
    const version = found.map((each) => `${each?.mtimeMs} ${each?.size} ${each?.ino}`).join('\n');
    let known = seen.get(key);
    if (known?.version !== version) {
      known = { version, description: describeData(data) };
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
