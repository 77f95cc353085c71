/**
 * How samples become numbers. Where the data's modes are known they are used; else the structure that the monitor finds
 * in the real samples of the run. The rule is told with every report, as the same samples can be made to cover many
 * modes or few by another one.
 */
import { openData, type DataSource } from '../../data/index.ts';
import {
  countOnModes,
  modeReach,
  points,
  reverseKlOfCounts,
  type ModeCounts,
  type Points,
} from '../../metrics/index.ts';
import type { RunMonitor } from '../../monitor/index.ts';
import { createRandom } from '../../random/index.ts';
import type { Contestant } from './contestants.ts';

/** Samples of one moment, counted. */
export interface Count {
  readonly step: number;
  /** Modes that the data has. */
  readonly modes: number;
  /** Of those, the ones with at least `coveredShare` of their share of the samples. */
  readonly covered: number;
  /** And those with at least one sample. */
  readonly touched: number;
  /** Share of the samples on any mode. */
  readonly highQuality: number;
  readonly reverseKl: number;
  /** How many samples were counted. */
  readonly samples: number;
}

export interface Counting {
  /** The rule in words, a sentence each. */
  readonly words: readonly string[];
  /** Known modes' means, for plots of points in the plane. */
  readonly centres: readonly (readonly number[])[];
  /** Undefined where there is nothing to count against. */
  count(step: number, samples: Points, monitor: RunMonitor): Count | undefined;
}

/** The part of its real share that a mode must have to be covered: below it the rule `mode-dropping` calls it missing. */
const coveredShare = 0.25;

/** Real samples that say how many belong on each mode and on none. */
const realSamples = 200_000;

/** @throws DataError where the data cannot be opened */
export async function countingFor({ config, path }: Contestant): Promise<Counting> {
  const data = await openData(config.data, { configFile: path, random: createRandom(1) });
  return data.modes === undefined ? byStructure() : byKnownModes(data, data.modes);
}

function byKnownModes(data: DataSource, modes: NonNullable<DataSource['modes']>): Counting {
  const real = countOnModes(
    points(data.sample(realSamples, createRandom(1).split('counting')), data.dimensions),
    modes,
  );
  const reach = modeReach(data.dimensions);
  return {
    words: [
      `The data's ${modes.length} modes are known. A sample belongs to the closest, in that mode's standard deviations, and is on it within ${short(reach)} of them; a share of ${percent(1 - real.off / realSamples)} of real samples is on a mode by this rule, which is as good as it gets.`,
      ...common('real samples drawn for this'),
    ],
    centres: modes.map(({ mean }) => mean),
    count: (step, samples) =>
      samples.dimensions === data.dimensions ? counted(step, countOnModes(samples, modes), real) : undefined,
  };
}

function byStructure(): Counting {
  return {
    words: [
      "The data's modes are not known. They are found anew for each run in its logged real samples (clusters, or compact parts of data without clusters, as docs/rules describes); a sample is on one where the monitor calls it near the data.",
      ...common('logged real samples'),
    ],
    centres: [],
    count(step, _, { samples: { structure, snapshots } }) {
      const last = snapshots.at(-1);
      if (structure === undefined || last?.step !== step) return undefined;
      const on = last.near;
      return counted(step, { on, off: last.count - sum(on) }, { on: structure.realCounts, off: 0 });
    },
  };
}

function common(real: string): string[] {
  return [
    `A mode is covered when it has at least ${percent(coveredShare)} of the share of the samples that it has of the ${real}; "any sample" counts modes with one sample or more, a much laxer rule.`,
    'High quality is the share of samples on any mode.',
    'Reverse KL is KL(generated || real) over the modes, in nats, samples on no mode being a bin of their own; 0 is perfect.',
  ];
}

function counted(step: number, generated: ModeCounts, real: ModeCounts): Count {
  const n = sum(generated.on) + generated.off;
  const all = sum(real.on) + real.off;
  return {
    step,
    modes: real.on.length,
    covered: generated.on.filter((k, mode) => k > 0 && k / n >= (coveredShare * real.on[mode]!) / all).length,
    touched: generated.on.filter((k) => k > 0).length,
    highQuality: sum(generated.on) / n,
    reverseKl: reverseKlOfCounts(generated, real),
    samples: n,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const short = (value: number): string => String(Number(value.toFixed(2)));
const percent = (share: number): string => `${short(100 * share)} %`;
