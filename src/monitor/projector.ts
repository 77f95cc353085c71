/**
 * Real and generated samples laid out in one plane, for people, a little at a time so that the log is followed
 * meanwhile. A layout by t-SNE begins where the last one ended: what is in both stays where it was.
 */
import { joined, nearest, rows, trustworthiness, Tsne, type Points } from '../metrics/index.ts';
import type { PointCloud, ProjectionUpdate, ProjectionWish } from '../protocol/index.ts';
import { createRandom } from '../random/index.ts';
import { planeOf } from './projection.ts';
import { placesOf } from './snapshot.ts';
import { spaceFor } from './space.ts';
import type { Structure } from './structure.ts';

/** Layouts of samples for people. */
const limits = {
  /** Together: what exact t-SNE lays out in less than two seconds. */
  mostReal: 500,
  mostGenerated: 500,
  /** Fewer make no neighbourhoods. */
  fewest: 12,
  /** A hundred of them with exaggerated attraction; after so many the layout hardly changes any more. */
  firstIterations: 300,
  /** From where the last one ended: enough for new samples to settle, too few for all to wander. */
  laterIterations: 60,
  /** How strongly samples are then held where they begin. */
  hold: 0.1,
  /** Iterations before the log gets its turn: some milliseconds each. */
  atOnce: 3,
  /** Between two looks at a first layout that is coming about. */
  shownEvery: 60,
  /** Neighbours, and samples, that are looked at to tell how much of the neighbourhoods is kept. */
  trustedNeighbours: 10,
  mostTrusted: 300,
} as const;

/** Steps whose samples are shown together, where their age is looked at. */
export const mostAges = 5;

/** Samples in their own numbers, all of the same size. */
export interface ToProject {
  readonly real: Points | undefined;
  /** Generated ones by the step that they were logged at, the latest last. */
  readonly generated: readonly { readonly step: number; readonly points: Points }[];
  readonly structure: Structure | undefined;
  /** The generated ones are the tiles of mosaics. */
  readonly areTiles?: boolean;
}

/** Some of the generated samples of a step, and which these are. */
interface Part {
  readonly step: number;
  readonly points: Points;
  readonly rows: Int32Array;
}

interface Job {
  readonly wish: ProjectionWish;
  readonly update: ProjectionUpdate;
  /** All samples together, real ones first, in the space that they are compared in. */
  readonly x: Points;
  readonly tsne: Tsne;
  readonly iterations: number;
  readonly isFirst: boolean;
}

export class Projector {
  readonly #run: string;
  #job: Job | undefined;
  #last: { readonly x: Points; readonly layout: Points } | undefined;

  constructor(run: string) {
    this.#run = run;
  }

  /** There is something left to do. */
  get busy(): boolean {
    return this.#job !== undefined;
  }

  /** Begins. @returns the projection, where it takes no time; `work` goes on with what does */
  begin(wish: ProjectionWish, samples: ToProject): ProjectionUpdate | undefined {
    this.#job = undefined;
    const real = samples.real === undefined ? undefined : someOf(samples.real, limits.mostReal).points;
    const each = Math.floor(limits.mostGenerated / Math.max(1, samples.generated.length));
    const parts = samples.generated.map(({ step, points }) => ({ step, ...someOf(points, each) }));
    const together = joined([...(real === undefined ? [] : [real]), ...parts.map(({ points }) => points)]);
    const update = updateOf(this.#run, wish, real, parts, samples);
    if (together === undefined) return { ...update, done: true };
    if (wish.method !== 'tsne' || together.count < limits.fewest)
      return { ...update, ...flat(together, real), done: true };
    const x = (samples.structure?.space ?? spaceFor(real ?? together)).embed(together);
    const isFirst = this.#last?.x.dimensions !== x.dimensions;
    const start = isFirst ? {} : { start: this.#startOf(x), hold: limits.hold };
    this.#job = {
      wish,
      update,
      x,
      tsne: new Tsne(x, createRandom(1).split('projection'), start),
      iterations: isFirst ? limits.firstIterations : limits.laterIterations,
      isFirst,
    };
    return undefined;
  }

  /** Goes on by some iterations. @returns what there is to show, if anything */
  work(): ProjectionUpdate | undefined {
    const job = this.#job;
    if (job === undefined) return undefined;
    const { tsne, iterations, isFirst, update, x } = job;
    tsne.step(Math.min(limits.atOnce, iterations - tsne.iteration));
    const done = tsne.iteration >= iterations;
    // On the way from a given layout nothing is to be seen that the eye has to follow.
    if (!done && !(isFirst && tsne.iteration % limits.shownEvery === 0)) return undefined;
    const { layout } = tsne;
    const clouds = cloudsOf(layout, update.real.count);
    if (!done) return { ...update, ...clouds };
    this.#job = undefined;
    this.#last = { x, layout };
    return { ...update, ...clouds, done, trustworthiness: trustOf(x, layout) };
  }

  /** Each sample begins where the one most like it was. */
  #startOf(x: Points): Points {
    const last = this.#last!;
    return rows(last.layout, nearest(x, last.x).index);
  }
}

function updateOf(
  run: string,
  asked: ProjectionWish,
  real: Points | undefined,
  generated: readonly Part[],
  { structure, areTiles = false }: ToProject,
): ProjectionUpdate {
  const count = generated.reduce((sum, { points }) => sum + points.count, 0);
  const steps = new Float64Array(count);
  let at = 0;
  for (const { step, points } of generated) steps.fill(step, at, (at += points.count));
  const modes = structure?.kind === 'modes' ? structure.parts : 0;
  const modesOf = (points: Points | undefined): Int16Array =>
    points === undefined || structure === undefined || modes === 0
      ? new Int16Array(points?.count ?? 0).fill(-1)
      : nearModes(points, structure);
  return {
    type: 'projection',
    run,
    asked,
    done: false,
    dimensions: (real ?? generated[0]?.points)?.dimensions ?? 0,
    real: { count: real?.count ?? 0, xy: new Float32Array(2 * (real?.count ?? 0)) },
    generated: { count, xy: new Float32Array(2 * count) },
    steps,
    of: areTiles ? 'mosaic' : 'samples',
    samples: Uint32Array.from(generated.flatMap((part) => [...part.rows])),
    modes,
    realModes: modesOf(real),
    generatedModes: modesOf(joined(generated.map(({ points }) => points))),
    trustworthiness: null,
  };
}

/** The mode that each sample is near, -1 for none. */
export function nearModes(points: Points, structure: Structure): Int16Array {
  const { parts, near } = placesOf(structure.space.embed(points), structure);
  return Int16Array.from(parts, (part, i) => (near[i] === 1 ? part : -1));
}

/** As they are, or by the principal components of the real ones. */
function flat(x: Points, real: Points | undefined): Pick<ProjectionUpdate, 'real' | 'generated' | 'trustworthiness'> {
  const plane = planeOf(real ?? x);
  const count = real?.count ?? 0;
  const part = (from: number, to: number): Points => ({
    data: x.data.subarray(from * x.dimensions, to * x.dimensions),
    count: to - from,
    dimensions: x.dimensions,
  });
  const clouds = { real: plane.place(part(0, count), -1), generated: plane.place(part(count, x.count), 1) };
  const layout = joined([pointsOf(clouds.real), pointsOf(clouds.generated)]);
  return {
    ...clouds,
    trustworthiness: layout === undefined || x.dimensions <= 2 ? null : trustOf(x, layout),
  };
}

function pointsOf({ xy, count }: PointCloud): Points {
  return { data: xy, count, dimensions: 2 };
}

function cloudsOf(layout: Points, realCount: number): Pick<ProjectionUpdate, 'real' | 'generated'> {
  const xy = Float32Array.from(layout.data);
  return {
    real: { count: realCount, xy: xy.slice(0, 2 * realCount) },
    generated: { count: layout.count - realCount, xy: xy.slice(2 * realCount) },
  };
}

/** Of some of the samples, as its cost grows faster than with the square of their number. */
function trustOf(x: Points, layout: Points): number | null {
  const k = limits.trustedNeighbours;
  const [some, placed] = [someOf(x, limits.mostTrusted).points, someOf(layout, limits.mostTrusted).points];
  return some.count <= 2 * k ? null : trustworthiness(some, placed, k);
}

/**
 * At most so many rows: of as many stretches of the list one each, by chance, as samples may lie in a regular order. Of
 * as many rows always the same.
 */
function someOf(x: Points, most: number): { readonly points: Points; readonly rows: Int32Array } {
  if (x.count <= most) return { points: x, rows: Int32Array.from({ length: x.count }, (_, i) => i) };
  const random = createRandom(1).split('rows');
  const place = (i: number): number => Math.floor(((i + random.uniform()) * x.count) / most);
  const some = Int32Array.from({ length: most }, (_, i) => place(i));
  return { points: rows(x, some), rows: some };
}
