/** One generated sample among the real ones: what it is most like, and which mode it is near. */
import { nearest, neighbours, quantile, rows, thinned, type Points } from '../metrics/index.ts';
import type { Inspected } from '../protocol/index.ts';
import type { Classes } from './classes.ts';
import { smallPicture, type ImageShape } from './mosaics.ts';
import type { Plane } from './projection.ts';
import { nearModes } from './projector.ts';
import type { Structure } from './structure.ts';
import { duplicateSamples } from './thresholds.ts';

const mostNeighbours = 5;
/** Coordinates are read where there are so few. */
const mostValues = 4;
/** Real samples that the usual distance is taken from. */
const mostForUsual = 100;

const partOfUsual = 0.1;

export interface ToInspect {
  readonly x: Points;
  readonly row: number;
  readonly real: Points;
  /** Between a real sample and the one most like it. */
  readonly usual: number;
  readonly structure: Structure | undefined;
  readonly plane: Plane | undefined;
  readonly shape: ImageShape | undefined;
  readonly classes: Classes;
}

export function inspect({ x, row, real, usual, structure, plane, shape, classes }: ToInspect): Inspected {
  const own = rows(x, [row]);
  const { indices, distances } = neighbours(own, real, Math.min(mostNeighbours, real.count));
  const near = rows(real, indices);
  const modesOf = (points: Points): Int16Array =>
    structure?.kind === 'modes' && structure.original.dimensions === points.dimensions
      ? nearModes(points, structure)
      : new Int16Array(points.count).fill(-1);
  const [mode] = modesOf(own);
  const nearby = modesOf(near);
  const of = classes.classesOfReal(near).map((number) => number !== undefined && { label: classes.nameOf(number) });
  const sampleOf = (points: Points, i: number) => ({
    place: placeOf(points, i, plane),
    values: points.dimensions <= mostValues ? Float32Array.from(rows(points, [i]).data) : null,
    picture: shape === undefined ? null : smallPicture(points, i, shape),
  });
  return {
    ...sampleOf(own, 0),
    modes: structure?.kind === 'modes' ? structure.parts : 0,
    mode: mode!,
    twins: structure === undefined ? 0 : twinsOf(x, row, toleranceOf(structure, usual)),
    usual,
    neighbours: Array.from(distances, (distance, i) => ({
      ...sampleOf(near, i),
      distance,
      mode: nearby[i]!,
      ...of[i],
    })),
  };
}

/**
 * Distance up to which two samples are nearly the same: as the rule on duplicates has it, but where the data lies so
 * close together that real samples would be, too, a part of the usual distance between these.
 */
export function toleranceOf({ originalSpread }: Structure, usual: number): number {
  const tolerance = duplicateSamples.tolerance * originalSpread;
  return Number.isNaN(usual) ? tolerance : Math.min(tolerance, partOfUsual * usual);
}

/** Distance from a real sample to the one most like it, of the sample in the middle. */
export function usualDistance(real: Points): number {
  const some = thinned(real, mostForUsual);
  if (real.count < 3) return Number.NaN;
  // Each is among the real ones itself: the second of its neighbours is another.
  const { distances } = neighbours(some, real, 2);
  return quantile(
    distances.filter((_, i) => i % 2 === 1),
    0.5,
  );
}

/** How many others are nearly the same. */
function twinsOf(x: Points, row: number, tolerance: number): number {
  const own = rows(x, [row]);
  let twins = -1;
  for (let i = 0; i < x.count; i++) if (nearest(rows(x, [i]), own).distance[0]! <= tolerance) twins++;
  return Math.max(0, twins);
}

/** In the picture of points; null where there is none. */
function placeOf(x: Points, row: number, plane: Plane | undefined): readonly [number, number] | null {
  if (plane?.dimensions !== x.dimensions) return null;
  const { xy } = plane.place(rows(x, [row]), 1);
  return [xy[0]!, xy[1]!];
}
