/** What a schema cannot say of data: lists that do not match, paths that leave the folder, bad files. */
import { dataSchema, isValid, knownData, resolveDataPath, type DataInput } from '../config/index.ts';
import { DataError, type PointsDescription } from '../data/index.ts';
import type { DataExtent } from './networks.ts';
import type { Complaint } from './problem.ts';

type PointsInput = Extract<DataInput, { type: 'points' }>;

/**
 * Looks into the data file of a config (`file` is its absolute path). Undefined: it was not looked into.
 * Rejects with a DataError when the file is unusable.
 */
export type DescribeData = (data: PointsInput, file: string) => Promise<PointsDescription | undefined>;

export interface DataContext {
  /** Absolute path of the config file. */
  readonly file: string;
  /** The folder that relative data paths may not leave; the config's own folder where absent. */
  readonly root?: string;
  /** `describePoints` on the command line, `dataFileReader()` in an editor. Without it no file is looked into. */
  readonly describeData?: DescribeData;
}

export async function checkData(
  config: Readonly<Record<string, unknown>>,
  context: DataContext,
): Promise<{ complaints: Complaint[]; extent: DataExtent | undefined }> {
  const { data } = config;
  if (!isValid(dataSchema, data)) return { complaints: [], extent: undefined };
  if (data.type === 'points') return checkPoints(data, config, context);
  const complaints = data.type === 'mixture' ? checkMixture(data) : [];
  return { complaints, extent: complaints.length > 0 ? undefined : knownData(data) };
}

function checkMixture(data: Extract<DataInput, { type: 'mixture' }>): Complaint[] {
  const { means, stds, weights } = data;
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
  const perMode = { stds: typeof stds === 'number' ? undefined : stds, weights };
  for (const [key, list] of Object.entries(perMode)) {
    if (list === undefined || list.length === means.length) continue;
    complaints.push({
      code: 'mixture-length',
      message: `"${key}" has ${list.length} numbers for ${means.length} means; give one for each mean.`,
      path: ['data', key],
    });
  }
  return complaints;
}

async function checkPoints(
  data: PointsInput,
  config: Readonly<Record<string, unknown>>,
  { file: configFile, root, describeData }: DataContext,
): Promise<{ complaints: Complaint[]; extent: DataExtent | undefined }> {
  const complain = (code: 'data-path' | 'data-file', message: string) => ({
    complaints: [{ code, message, path: ['data', 'file'] } as const],
    extent: undefined,
  });
  if (!/\.(csv|npy)$/i.test(data.file))
    return complain('data-path', `"${data.file}" is neither a .csv nor a .npy file; save the data as one of them.`);
  const place = resolveDataPath(data.file, configFile, root);
  if (!place.ok) {
    return complain(
      'data-path',
      `"${data.file}" leaves the folder ${place.root}; move the file inside or give its absolute path.`,
    );
  }
  if (describeData === undefined) return { complaints: [], extent: undefined };
  try {
    const description = await describeData(data, place.file);
    if (description === undefined) return { complaints: [], extent: undefined };
    return { complaints: checkRows(data.holdout ?? 0, description.rows, config), extent: description };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    if (error.code === 'missing-file') {
      return complain(
        'data-file',
        `There is no file "${data.file}" (looked for ${place.file}); relative paths start at the config's folder.`,
      );
    }
    return complain('data-file', error.message);
  }
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
