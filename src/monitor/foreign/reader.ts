/** What a reader of logs that are no event files is. A new one is a file beside these and a line in index.ts. */
import type { Tail } from '../../events/index.ts';

export interface LogReader {
  /**
   * Which of a folder's files are such a log: none is empty, and then the folder is no such log.
   * @param names of the files directly in `folder`
   */
  find(folder: string, names: readonly string[]): readonly string[];
  /** Follows one of them, or, for a reader that takes them all together, all. */
  open(folder: string, name: string): Tail;
  /** Read although there are event files, as these do not have it. */
  readonly besideEvents: boolean;
}
