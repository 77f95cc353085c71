/**
 * Holds what engines made of the same seeds against each other.
 *
 *     node equality.mjs FOLDER ENGINE…     each engine has its comparison in FOLDER/ENGINE
 *
 * Prints one line of JSON: a row for each measure and each engine but the first, which the others are held against.
 * The seeds make pairs, as a seed begins with the same weights and has the same batches everywhere. If the engine did
 * not matter, each pair's difference could as well have the other sign: the test counts in how many of all assignments
 * of signs the mean differs at least as much (Fisher's randomisation test for pairs, two-sided, exact).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tailEvents } from '../../src/events/index.ts';
import {
  incompleteBetaInverse,
  points,
  randomDirections,
  slicedWassersteinTo,
  type Points,
} from '../../src/metrics/index.ts';
import { pointsOf } from '../../src/monitor/index.ts';
import { createRandom } from '../../src/random/index.ts';
import { readManifest } from '../../src/runs/index.ts';

const [folder = '', first = '', ...others] = process.argv.slice(2);
const directionCount = 100;
/** Of two-sided tests, and the chance to see a difference that is said to be one that could have been seen. */
const [significance, power] = [0.05, 0.8];

type Outcome = Readonly<Record<'covered' | 'highQuality' | 'reverseKl' | 'slicedWasserstein', number>>;
const measures = {
  covered: 'modes covered',
  highQuality: 'share of high quality',
  reverseKl: 'reverse KL, nats',
  slicedWasserstein: 'sliced Wasserstein distance',
} as const;

/** What a comparison counted, by seed, and the distance of the last samples from the real ones of the same log. */
function outcomesOf(engine: string): ReadonlyMap<number, Outcome> {
  const lines = readFileSync(join(folder, engine, 'results.jsonl'), 'utf8').split('\n');
  const counted = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Outcome & { seed: number });
  const runs = join(folder, engine, 'equality');
  const distances = new Map<number, number>();
  for (const name of readdirSync(runs)) {
    const run = join(runs, name);
    const { seed, state } = readManifest(run);
    if (state === 'finished') distances.set(seed, distanceIn(run));
  }
  return new Map(counted.map((each) => [each.seed, { ...each, slicedWasserstein: distances.get(each.seed)! }]));
}

function distanceIn(run: string): number {
  const last = new Map<string, Points>();
  const tail = tailEvents(run);
  do {
    for (const event of tail.poll()) {
      if (event.type !== 'event') continue;
      for (const value of event.values) {
        if (value.kind !== 'tensor' || !value.tag.startsWith('samples/')) continue;
        const samples = pointsOf(value.tensor());
        if (samples !== undefined) last.set(value.tag, samples);
      }
    }
  } while (tail.behind);
  const real = last.get('samples/real')!;
  const directions = randomDirections(directionCount, real.dimensions, createRandom(1).split('directions'));
  return slicedWassersteinTo(real, directions)(last.get('samples/generated') ?? points(new Float32Array(0), 2));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Two-sided p of the pairs' mean difference, over all 2^n assignments of signs, each one sign from the one before. */
function signFlips(differences: readonly number[]): number {
  const n = differences.length;
  const signs = differences.map(() => 1);
  const observed = Math.abs(differences.reduce((sum, value) => sum + value, 0));
  const rounding = 1e-9 * differences.reduce((sum, value) => sum + Math.abs(value), 0);
  let sum = differences.reduce((total, value) => total + value, 0);
  let extreme = 0;
  for (let i = 1; i <= 2 ** n; i++) {
    if (Math.abs(sum) >= observed - rounding) extreme++;
    // Gray code: the sign that changes is that of the lowest bit that is set
    const at = 31 - Math.clz32(i & -i);
    if (at >= n) break;
    signs[at]! *= -1;
    sum += 2 * signs[at]! * differences[at]!;
  }
  return extreme / 2 ** n;
}

/** The q-quantile of Student's t, q above 1/2. */
function tQuantile(q: number, freedom: number): number {
  const x = incompleteBetaInverse(2 * (1 - q), freedom / 2, 0.5);
  return Math.sqrt((freedom * (1 - x)) / x);
}

const outcomes = new Map([first, ...others].map((engine) => [engine, outcomesOf(engine)]));
const base = outcomes.get(first)!;
const rows = (Object.keys(measures) as (keyof Outcome)[]).flatMap((measure) =>
  others.map((engine) => {
    const pairs = [...base].map(([seed, one]) => [one[measure], outcomes.get(engine)!.get(seed)![measure]] as const);
    const differences = pairs.map(([one, other]) => other - one);
    const centre = mean(differences);
    const freedom = pairs.length - 1;
    const error = Math.sqrt(mean(differences.map((value) => (value - centre) ** 2)) / freedom);
    return {
      measure: measures[measure],
      engine,
      reference: mean(pairs.map(([one]) => one)),
      mean: mean(pairs.map(([, other]) => other)),
      difference: centre,
      detectable: (tQuantile(1 - significance / 2, freedom) + tQuantile(power, freedom)) * error,
      p: signFlips(differences),
      /** Seeds that came out the same to the last digit. */
      same: differences.filter((value) => value === 0).length,
    };
  }),
);
process.stdout.write(`${JSON.stringify(rows)}\n`);
