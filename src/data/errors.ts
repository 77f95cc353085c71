/** What can be wrong with data, by code. */

export type DataErrorCode =
  | 'missing-file'
  | 'unreadable'
  /** A relative path that leaves the workspace. */
  | 'outside'
  /** A kind of file, or of array, that is not read. */
  | 'unsupported'
  /** The file does not follow its own format. */
  | 'malformed'
  | 'not-a-number'
  | 'missing-cell'
  /** NaN, infinity, or beyond what float32 holds. */
  | 'not-finite'
  /** Rows (or a mixture's lists) of different lengths. */
  | 'ragged'
  | 'no-rows'
  /** Classes are asked for, and the data has none. */
  | 'no-labels'
  | 'holdout-rows'
  | 'too-large';

/** Where in a data file, counted from 1 as an editor does; `column` is that of the table. */
export interface DataLocation {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** Unusable data. The message is one line that names the file and says what to do. */
export class DataError extends Error {
  readonly code: DataErrorCode;
  readonly location: DataLocation;

  constructor(code: DataErrorCode, message: string, location: DataLocation = {}, options?: ErrorOptions) {
    super(location.file === undefined ? message : `${location.file}: ${message}`, options);
    this.name = 'DataError';
    this.code = code;
    this.location = location;
  }
}
