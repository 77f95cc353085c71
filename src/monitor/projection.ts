/** Samples to points in the plane, for people. */
import { pca, project, spreadOf, thinned, type Points } from '../metrics/index.ts';
import type { PointCloud, Projection } from '../protocol/index.ts';

export interface Plane {
  readonly projection: Projection;
  readonly dimensions: number;
  /** @param side where one dimension is drawn as two bands: 1 above the axis, -1 below */
  place(x: Points, side: 1 | -1): PointCloud;
}

/** Points sent at most: more are not told apart on a screen. */
export const mostPoints = 2000;
/** Rows that the principal components are computed from. */
const pcaRows = 1000;

/** The plane for a run's samples, laid by the real data (or by the first samples, where none was logged). */
export function planeOf(x: Points): Plane {
  const { dimensions } = x;
  if (dimensions === 2) {
    return { projection: 'identity', dimensions, place: (points) => cloud(thinned(points, mostPoints)) };
  }
  if (dimensions === 1) {
    const height = spreadOf(x) / 4;
    return {
      projection: 'one-dimension',
      dimensions,
      place: (points, side) => band(thinned(points, mostPoints), side * height),
    };
  }
  const found = pca(thinned(x, pcaRows), 2);
  return {
    projection: 'first two principal components',
    dimensions,
    place: (points) => cloud(project(thinned(points, mostPoints), found)),
  };
}

function cloud(x: Points): PointCloud {
  if (x.dimensions === 2) return { count: x.count, xy: Float32Array.from(x.data) };
  const xy = new Float32Array(2 * x.count);
  for (let i = 0; i < x.count; i++)
    for (let c = 0; c < Math.min(2, x.dimensions); c++) xy[2 * i + c] = x.data[i * x.dimensions + c]!;
  return { count: x.count, xy };
}

/** Numbers as a band of points, so that many in one place are seen: heights by the golden ratio, evenly spread. */
function band(x: Points, height: number): PointCloud {
  const xy = new Float32Array(2 * x.count);
  for (let i = 0; i < x.count; i++) {
    xy[2 * i] = x.data[i]!;
    xy[2 * i + 1] = height * ((i * 0.6180339887498949) % 1);
  }
  return { count: x.count, xy };
}
