/** What a schema cannot say of data: lists that do not match, paths that leave the folder, bad files. */
import {
  dataFiles,
  dataSchema,
  isValid,
  knownData,
  resolveDataPath,
  withDataFiles,
  type DataInput,
  type NamedFile,
} from '../config/index.ts';
import { DataError, type DataDescription } from '../data/index.ts';
import type { DataExtent } from './networks.ts';
import type { Complaint } from './problem.ts';

/**
 * Looks into the files of a data config, whose paths are absolute. Undefined: they were not looked into.
 * Rejects with a DataError when one is unusable.
 */
export type DescribeData = (data: DataInput) => Promise<DataDescription | undefined>;

export interface DataContext {
  /** Absolute path of the config file. */
  readonly file: string;
  /** The folder that relative data paths may not leave; the config's own folder where absent. */
  readonly root?: string;
  /** `describeData` on the command line, `dataFileReader()` in an editor. Without it no file is looked into. */
  readonly describeData?: DescribeData;
}

export async function checkData(
  config: Readonly<Record<string, unknown>>,
  context: DataContext,
): Promise<{ complaints: Complaint[]; extent: DataExtent | undefined }> {
  const { data } = config;
  if (!isValid(dataSchema, data)) return { complaints: [], extent: undefined };
  const named = dataFiles(data);
  const complaints = [
    ...(data.type === 'mixture' ? checkMixture(data) : []),
    ...checkWeights(data),
    ...named.flatMap((each) => checkPath(data.type, each, context)),
  ];
  if (complaints.length > 0) return { complaints, extent: undefined };
  return named.length > 0 ? checkFiles(data, config, context) : { complaints, extent: knownData(data) };
}

function checkMixture(data: Extract<DataInput, { type: 'mixture' }>): Complaint[] {
  const { means, stds } = data;
  const dimensions = means[0]!.length;
  const complaints: Complaint[] = means.flatMap((mean, mode) =>
    mean.length === dimensions
      ? []
      : [
          {
            code: 'mixture-length',
            message: `This mean has ${mean.length} coordinates, the first has ${dimensions}; give all the same number.`,
            path: ['data', 'means', mode],
          },
        ],
  );
  if (typeof stds !== 'number' && stds.length !== means.length) {
    complaints.push({
      code: 'mixture-length',
      message: `"stds" has ${stds.length} numbers for ${means.length} means; give one for each mean.`,
      path: ['data', 'stds'],
    });
  }
  return complaints;
}

/** Weights must be as many as modes. */
function checkWeights(data: DataInput): Complaint[] {
  if (!('weights' in data)) return [];
  const modes = modesOf(data);
  const given = data.weights.length;
  if (given === modes) return [];
  const noun = data.type === 'mixture' ? 'mean' : 'mode';
  return [
    {
      code: 'mixture-length',
      message: `"weights" has ${given} numbers for ${modes} ${noun}s; give one for each ${noun}.`,
      path: ['data', 'weights'],
    },
  ];
}

function modesOf(data: Extract<DataInput, { weights?: unknown }>): number {
  if (data.type === 'mixture') return data.means.length;
  return data.type === 'grid' ? data.side ** 2 : data.modes;
}

/** Endings of the files that a data set reads, where it tells them by that. */
const endings: { readonly [Type in DataInput['type']]?: readonly [string, string] } = {
  points: ['.csv', '.npy'],
  arrays: ['.npy', '.npz'],
};

function checkPath(type: DataInput['type'], { path, name }: NamedFile, { file, root }: DataContext): Complaint[] {
  const known = endings[type];
  if (known?.some((ending) => name.toLowerCase().endsWith(ending)) === false) {
    const message = `"${name}" is neither a ${known[0]} nor a ${known[1]} file; save the data as one of them.`;
    return [{ code: 'data-path', message, path }];
  }
  const place = resolveDataPath(name, file, root);
  if (place.ok) return [];
  const message = `"${name}" leaves the folder ${place.root}; move the file inside or give its absolute path.`;
  return [{ code: 'data-path', message, path }];
}

async function checkFiles(
  data: DataInput,
  config: Readonly<Record<string, unknown>>,
  { file: configFile, root, describeData }: DataContext,
): Promise<{ complaints: Complaint[]; extent: DataExtent | undefined }> {
  if (describeData === undefined) return { complaints: [], extent: knownData(data) };
  const absolute = withDataFiles(data, (name) => {
    const place = resolveDataPath(name, configFile, root);
    return place.ok ? place.file : name;
  });
  try {
    const description = await describeData(absolute);
    if (description === undefined) return { complaints: [], extent: knownData(data) };
    return { complaints: checkRows(data.holdout ?? 0, description.rows, config), extent: description };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { complaints: [complaintAbout(error, data, absolute)], extent: undefined };
  }
}

/** On the name of the file that it is about; on the first where that cannot be told. */
function complaintAbout({ code, message, location }: DataError, data: DataInput, absolute: DataInput): Complaint {
  const named = dataFiles(data);
  const at = dataFiles(absolute).findIndex(({ name }) => name === location.file);
  const { path, name } = named[Math.max(0, at)]!;
  if (code !== 'missing-file') return { code: 'data-file', message, path };
  const where = `(looked for ${location.file ?? name}); relative paths start at the config's folder.`;
  return { code: 'data-file', message: `There is no file "${name}" ${where}`, path };
}

/** Rows left for training, and held out, against what is asked of them. */
function checkRows(holdout: number, rows: number, config: Readonly<Record<string, unknown>>): Complaint[] {
  const held = Math.round(rows * holdout);
  const left = rows - held;
  if (left < 1 || (holdout > 0 && held < 1)) {
    const none = left < 1 ? 'to train on' : 'held out';
    return [
      {
        code: 'holdout-rows',
        message: `The file has ${rows} ${rows === 1 ? 'row' : 'rows'}; with this share there is none ${none}. Add rows or change the share.`,
        path: ['data', 'holdout'],
      },
    ];
  }
  const training = config['training'];
  const batch = typeof training === 'object' && training !== null && 'batch' in training ? training.batch : undefined;
  if (typeof batch !== 'number' || batch <= left) return [];
  return [
    {
      code: 'batch-exceeds-rows',
      severity: 'warning',
      message: `A batch of ${batch} is more than the ${left} rows to train on: every batch repeats rows. Use a smaller one.`,
      path: ['training', 'batch'],
      fix: { title: `Set to ${left}`, edits: [{ kind: 'set', path: 'training.batch', value: left }] },
    },
  ];
}
