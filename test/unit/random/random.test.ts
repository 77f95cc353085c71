import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/random/index.ts';
import { next, splitmix64 } from '../../../src/random/xoshiro.ts';

/** Error function by Abramowitz and Stegun 7.1.26 (error below 1.5e-7). */
function normalCdf(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * z);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const erf = 1 - poly * Math.exp(-z * z);
  return 0.5 * (1 + Math.sign(x) * erf);
}

/** Kolmogorov and Smirnov's distance, times the root of n: above 1.95 with probability .001. */
function kolmogorovSmirnov(values: Float64Array, cdf: (x: number) => number): number {
  const sorted = values.slice().sort();
  let distance = 0;
  sorted.forEach((x, i) => {
    const p = cdf(x);
    distance = Math.max(distance, Math.abs(p - i / sorted.length), Math.abs((i + 1) / sorted.length - p));
  });
  return distance * Math.sqrt(sorted.length);
}

const mean = (values: ArrayLike<number>, power = 1) => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! ** power;
  return sum / values.length;
};

describe('xoshiro128++', () => {
  it('gives the numbers of the reference implementation from the state 1, 2, 3, 4', () => {
    // Made with the authors' C code (prng.di.unimi.it/xoshiro128plusplus.c); also the test vector of rand_xoshiro.
    const state = Int32Array.of(1, 2, 3, 4);
    expect(Array.from({ length: 10 }, () => next(state) >>> 0)).toEqual([
      641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011, 621204420,
    ]);
  });

  it('is seeded by splitmix64', () => {
    // The values that Java's SplittableRandom and the authors' splitmix64.c give for this seed.
    expect(splitmix64(1234567n, 5)).toEqual([
      6457827717110365317n,
      3203168211198807973n,
      9817491932198370423n,
      4593380528125082431n,
      16408922859458223821n,
    ]);
  });
});

describe('uniform numbers', () => {
  it('are uniform', () => {
    const random = createRandom(1);
    const values = Float64Array.from({ length: 100_000 }, () => random.uniform());
    expect(kolmogorovSmirnov(values, (x) => x)).toBeLessThan(1.95);
    expect(Math.min(...values.subarray(0, 1000))).toBeGreaterThanOrEqual(0);
  });

  it('fill an array and stay below 1 in float32', () => {
    const values = new Float32Array(200_000);
    createRandom(2).fillUniform(values);
    expect(values.every((x) => x >= 0 && x < 1)).toBe(true);
    expect(kolmogorovSmirnov(Float64Array.from(values), (x) => x)).toBeLessThan(1.95);
  });
});

describe('normal numbers', () => {
  const values = new Float64Array(1_000_000);
  createRandom(3).fillNormal(values);

  it('have the moments of a standard normal', () => {
    // Bounds are five standard errors: sqrt(var(x^k) / n), with var = 1, 2, 15, 96.
    expect(Math.abs(mean(values))).toBeLessThan(0.005);
    expect(Math.abs(mean(values, 2) - 1)).toBeLessThan(0.0071);
    expect(Math.abs(mean(values, 3))).toBeLessThan(0.0194);
    expect(Math.abs(mean(values, 4) - 3)).toBeLessThan(0.049);
  });

  it('have its distribution function', () => {
    expect(kolmogorovSmirnov(values, normalCdf)).toBeLessThan(1.95);
  });

  it('have its tail, beyond where the ziggurat ends', () => {
    // 2 (1 - Phi(3.442619855899)) = 5.7611e-4; five standard errors of a count of 576 are 120.
    const beyond = values.filter((x) => Math.abs(x) > 3.442619855899).length;
    expect(Math.abs(beyond - 576)).toBeLessThan(120);
    // Beyond 4: 63.3 expected of a million.
    const far = values.filter((x) => Math.abs(x) > 4).length;
    expect(Math.abs(far - 63.3)).toBeLessThan(40);
  });

  it('show no correlation from one to the next', () => {
    let sum = 0;
    for (let i = 1; i < values.length; i++) sum += values[i]! * values[i - 1]!;
    expect(Math.abs(sum / values.length)).toBeLessThan(0.005);
  });

  it('are the same one by one and as an array', () => {
    const one = createRandom(4);
    const many = new Float64Array(1000);
    createRandom(4).fillNormal(many);
    expect(Float64Array.from({ length: 1000 }, () => one.normal())).toEqual(many);
  });
});

describe('integers', () => {
  it('are equally likely', () => {
    const random = createRandom(5);
    const counts = new Float64Array(7);
    for (let i = 0; i < 70_000; i++) counts[random.integer(7)]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(22.46); // .999 quantile with 6 degrees of freedom
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 33])('refuse %s choices', (n) => {
    expect(() => createRandom(1).integer(n)).toThrow(RangeError);
  });

  it('shuffle into every order equally often', () => {
    const random = createRandom(6);
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const items = [0, 1, 2, 3];
      random.shuffle(items);
      counts.set(items.join(), (counts.get(items.join()) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(49.73); // .999 quantile with 23 degrees of freedom
  });
});

describe('streams', () => {
  it('depend on seed and name alone', () => {
    const used = createRandom(1);
    used.split('latent').uniform();
    used.uniform();
    expect(used.split('data').state()).toEqual(createRandom(1).split('data').state());
  });

  it('differ by name, by seed, by depth', () => {
    const streams = [
      createRandom(1),
      createRandom(2),
      createRandom(1).split('data'),
      createRandom(1).split('latent'),
      createRandom(2).split('data'),
      createRandom(1).split('data').split('data'),
      createRandom(-1),
      createRandom(1).split(''),
    ];
    expect(new Set(streams.map((stream) => stream.state().join())).size).toBe(streams.length);
  });

  it('are independent of one another', () => {
    const root = createRandom(1);
    const a = new Float64Array(100_000);
    const b = new Float64Array(100_000);
    root.split('a').fillNormal(a);
    root.split('b').fillNormal(b);
    expect(Math.abs(a.reduce((sum, x, i) => sum + x * b[i]!, 0) / a.length)).toBeLessThan(5 / Math.sqrt(a.length));
  });

  it('go on with the same bits after their state went through JSON', () => {
    const random = createRandom(7).split('latent');
    random.fillNormal(new Float32Array(1001));
    const state: unknown = JSON.parse(JSON.stringify(random.state()));
    const expected = new Float32Array(1000);
    random.fillNormal(expected);
    const restored = createRandom(99);
    restored.restore(state as number[]);
    const actual = new Float32Array(1000);
    restored.fillNormal(actual);
    expect(actual).toEqual(expected);
  });

  it.each([[[]], [[0, 0, 0, 0]], [[1, 2, 3]], [[1, 2, 3, -4]], [[1, 2, 3, 2 ** 32]]])(
    'refuse %j as a state',
    (state) => {
      expect(() => createRandom(1).restore(state)).toThrow(RangeError);
    },
  );

  it.each([1.5, Number.NaN, 2 ** 60])('refuse the seed %s', (seed) => {
    expect(() => createRandom(seed)).toThrow(RangeError);
  });
});
