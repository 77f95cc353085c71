/** Conditions that the data or the rest of the config cannot meet. */
import { conditionSchema, dataSchema, isValid, type ConditionInput, type DataInput } from '../config/index.ts';
import { outputsOf, placedMechanisms } from './mechanisms.ts';
import type { DataExtent } from './networks.ts';
import { energyOf } from './objective-name.ts';
import type { Complaint } from './problem.ts';

type Config = Readonly<Record<string, unknown>>;

/** Undefined where there is none, or it is not valid. */
export function conditionOf({ condition }: Config): ConditionInput | undefined {
  return isValid(conditionSchema, condition) ? condition : undefined;
}

/** How many numbers stand for a class beside latents; 0 without a condition. */
export function classWidth(config: Config, data: DataExtent | undefined): number {
  const condition = conditionOf(config);
  return condition === undefined ? 0 : (condition.embedding ?? data?.classes ?? 0);
}

export function checkCondition(config: Config, data: DataExtent | undefined): Complaint[] {
  const condition = conditionOf(config);
  if (condition === undefined) return [];
  const complaint = {
    path: ['condition'],
    at: 'key',
    fix: { title: 'Remove "condition"', edits: [{ kind: 'remove', path: 'condition' }] },
  } as const;
  if (data?.classes === 0) {
    const message = `"condition" needs the class of each sample, and this data has none${isValid(dataSchema, config['data']) ? adviceOn(config['data']) : ''}.`;
    return [{ code: 'no-labels', message, ...complaint }];
  }
  const reason = conflictOf(condition, config);
  if (reason === undefined) return [];
  return [{ code: 'condition-conflict', message: `"condition" cannot stand beside ${reason}.`, ...complaint }];
}

/** How a data set comes by classes, where it can. */
function adviceOn({ type }: DataInput): string {
  return advice[type] ?? '';
}

const advice: { readonly [Type in DataInput['type']]?: string } = {
  idx: '; name the file of the labels in "labels"',
  stacked: '; name the file of the labels in "labels"',
  arrays: '; name their array in the .npz file in "labels"',
  images: '; put the pictures of each class in a folder of its own',
};

function conflictOf({ type }: ConditionInput, config: Config): string | undefined {
  const has = (mechanism: string) => placedMechanisms(config).some((each) => each.mechanism.type === mechanism);
  if (energyOf(config) !== undefined) {
    return '"energy": its discriminator puts a sample together again, whatever it is of';
  }
  if (has('packing'))
    return '"packing": a pack holds samples of several classes, and the verdict would be on all of them';
  if (has('mr-gan')) return '"mr-gan": its encoder and its second discriminator are told no class';
  if (type === 'projection' && outputsOf(config) > 1) {
    return '"mad-gan" with "identify": what a projection adds to the score is the same for each generator, so that it tells nothing. Use "concatenation", or set "identify" to false';
  }
  return undefined;
}
