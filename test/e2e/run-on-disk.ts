/** A run as it lies on disk: what a test holds against what is on the screen. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { tailEvents } from '../../src/events/index.ts';
import type { Finding, Manifest } from '../../src/protocol/index.ts';
import type { Workbench } from './workbench.ts';
import { listRunsOf, readFindings, readManifest } from '../../src/runs/index.ts';

/** Resolves with what `look` gives as soon as it is not undefined. */
export async function until<Result>(
  what: string,
  look: () => Result | undefined | Promise<Result | undefined>,
  milliseconds = 120_000,
): Promise<Result> {
  for (const end = Date.now() + milliseconds; ;) {
    const result = await look();
    if (result !== undefined) return result;
    if (Date.now() > end) throw new Error(`waited ${milliseconds / 1000} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Folders of the runs of a config, the newest first. */
export function runsOf(config: string): string[] {
  if (!existsSync(dirname(config))) return [];
  return listRunsOf(config).runs.map(({ folder }) => folder);
}

export function manifestOf(run: string): Manifest {
  return readManifest(run);
}

/** Stops a run from the palette, unless it comes to its end first. */
export async function stop(run: string, workbench: Workbench): Promise<void> {
  const isOver = (): true | undefined => (readManifest(run).state === 'running' ? undefined : true);
  try {
    if (!isOver()) await workbench.run('Modescope: Stop Run');
  } catch (error) {
    if (!isOver()) throw error;
  }
  await until('the run to end', isOver);
}

/** Waits until a run is in a state. */
export function reaches(run: string, state: Manifest['state']): Promise<Manifest> {
  return until(`the run to be ${state}`, () => {
    const manifest = readManifest(run);
    return manifest.state === state ? manifest : undefined;
  });
}

export function findingsOf(run: string): Finding[] {
  return readFindings(run);
}

export interface Snapshot {
  readonly step: number;
  /** `[n, dimensions]` */
  readonly points: readonly number[][];
}

/** All snapshots of samples in a run's log, the oldest first. */
export function samplesOf(run: string, tag: 'samples/generated' | 'samples/real' = 'samples/generated'): Snapshot[] {
  const tail = tailEvents(run);
  const found: Snapshot[] = [];
  do {
    for (const event of tail.poll()) {
      if (event.type !== 'event') continue;
      for (const value of event.values) {
        if (value.kind !== 'tensor' || value.tag !== tag) continue;
        const { shape, data } = value.tensor();
        const [count = 0, dimensions = 0] = shape;
        const row = (i: number): number[] => Array.from(data.slice(i * dimensions, (i + 1) * dimensions), Number);
        found.push({ step: event.step, points: Array.from({ length: count }, (_, i) => row(i)) });
      }
    }
  } while (tail.behind);
  return found;
}

/** Distance from a point to the closest of the others, of the point in the middle when they are sorted by it. */
export function usualDistance(points: readonly number[][], others: readonly number[][]): number {
  const nearest = points.map((point) => Math.min(...others.map((other) => distance(point, other))));
  return nearest.sort((a, b) => a - b)[Math.floor(nearest.length / 2)]!;
}

/** Centres of the modes of a ring. @returns `[modes, 2]` */
export function ringCentres(modes: number, radius: number): number[][] {
  return Array.from({ length: modes }, (_, i) => {
    const angle = (2 * Math.PI * i) / modes;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** Share of the points that lie closer to each centre than `radius`. */
export function sharesNear(points: readonly number[][], centres: readonly number[][], radius: number): number[] {
  return centres.map((centre) => points.filter((point) => distance(point, centre) < radius).length / points.length);
}

export function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(...a.map((value, i) => value - b[i]!));
}
