/** `modescope tags DIR --json`: what each tag of a log was taken for. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { findLogs, isGanLog, TagList, tailLog } from '../../monitor/index.ts';
import { findMapping, readMapping } from '../../runs/index.ts';
import { existingFolder } from '../files.ts';
import { exit, type Io } from '../io.ts';
import type { Finish } from './index.ts';

export function addTags(program: Command, io: Io, finish: Finish): void {
  program
    .command('tags')
    .description('say what the tags of the logs below a folder are taken for')
    .argument('<dir>', 'the folder')
    .option('--json', 'as JSON: { "isGan": …, "tags": { tag: role } }')
    .action((dir: string, options: { json?: boolean }) => finish(tags(io, dir, options.json === true)));
}

export function tags(io: Io, dir: string, json: boolean): Promise<number> {
  const root = existingFolder(dir);
  const folders = findLogs(root);
  if (folders.length === 0) io.err.write(`${dir}: has no TensorBoard logs in it\n`);
  const lists = folders.map((folder) => listOf(root, folder));
  const roles = new Map(lists.flatMap((list) => [...list.roles]));
  // The two players may have a folder each.
  const isGan = lists.some((list) => list.isGan) || isGanLog([...roles.values()]);
  if (json) io.out.write(`${JSON.stringify({ isGan, tags: Object.fromEntries(roles) }, null, 1)}\n`);
  else {
    for (const [tag, role] of roles) io.out.write(`${tag}: ${role}\n`);
    io.out.write(isGan ? 'This is the log of a GAN.\n' : 'This is not the log of a GAN.\n');
  }
  return Promise.resolve(exit.fine);
}

/** The tags of one log. */
function listOf(root: string, folder: string): TagList {
  const mapping = findMapping(join(root, folder), root);
  const list = new TagList(mapping === undefined ? undefined : readMapping(mapping));
  const tail = tailLog(join(root, folder));
  do for (const event of tail.poll()) if (event.type === 'event') for (const value of event.values) list.note(value);
  while (tail.behind);
  return list;
}
