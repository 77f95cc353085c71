/** How good samples are, in one number: by this the best step of a run is kept. */
import type { TrainingConfig } from '../config/index.ts';
import { DataError, type DataSource } from '../data/index.ts';
import { countOnModes, points, randomDirections, slicedWassersteinTo, thinned, type Points } from '../metrics/index.ts';
import type { Random } from '../random/index.ts';

export type MeasureName = NonNullable<NonNullable<TrainingConfig['keep']>['best']>;

/** The smaller, the better; NaN where a sample is no number. */
export type Measure = (samples: Float32Array) => number;

/** Samples compared at most, and directions along which they are: an estimate good to some hundredths. */
const mostSamples = 512;
const mostDirections = 128;

/** @param random for the real samples that others are compared with */
type CreateMeasure = (data: DataSource, random: Random) => Measure;

const measures: Readonly<Record<MeasureName, CreateMeasure>> = {
  distance: (data, random) => {
    const pool = data.holdout ?? data;
    const { dimensions } = data;
    const real = rowsOf(pool.sample(Math.min(pool.count, mostSamples), random.split('real')), dimensions);
    const along = randomDirections(mostDirections, dimensions, random.split('directions'));
    const distance = slicedWassersteinTo(real, along);
    return (samples) => distance(thinned(rowsOf(samples, dimensions), mostSamples));
  },
  coverage: ({ modes, dimensions }) => {
    if (modes === undefined)
      throw new DataError('unsupported', 'training.keep.best: "coverage" needs data with known modes');
    return (samples) => {
      const { on } = countOnModes(rowsOf(samples, dimensions), modes);
      const covered = on.filter((count) => count > 0).length;
      // One more mode counts for more than all samples on them
      return -(covered + on.reduce((sum, count) => sum + count, 0) / (samples.length / dimensions + 1));
    };
  },
};

/** @throws DataError where the data is not for it (src/check says so before) */
export function measureOf(name: MeasureName, data: DataSource, random: Random): Measure {
  const measure = measures[name](data, random);
  return (samples) => (samples.every(Number.isFinite) ? measure(samples) : Number.NaN);
}

function rowsOf(samples: Float32Array, dimensions: number): Points {
  return points(samples, dimensions);
}
