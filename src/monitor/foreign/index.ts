/** Readers of logs that are no event files. */
import { csv } from './csv.ts';
import { imageFiles } from './image-files.ts';
import { lossLog } from './loss-log.ts';
import type { LogReader } from './reader.ts';
import { statsJsonl } from './stats-jsonl.ts';

export type { LogReader } from './reader.ts';
export const readers: readonly LogReader[] = [statsJsonl, lossLog, csv, imageFiles];
