/** All commands. A new one is a file beside these and a line here. */
import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { addCheck } from './check.ts';
import { addCompare } from './compare.ts';
import { addExplain } from './explain.ts';
import { addExport } from './export.ts';
import { addFollow } from './follow.ts';
import { addReport } from './report.ts';
import { addResume } from './resume.ts';
import { addSample } from './sample.ts';
import { addTags } from './tags.ts';
import { addTrain } from './train.ts';
import { addWatch } from './watch.ts';

/** Takes a command's exit status when it has ended. */
export type Finish = (status: Promise<number>) => Promise<void>;

export const commands: readonly ((program: Command, io: Io, finish: Finish) => void)[] = [
  addTrain,
  addResume,
  addCheck,
  addWatch,
  addTags,
  addCompare,
  addSample,
  addExport,
  addReport,
  addExplain,
  addFollow,
];
