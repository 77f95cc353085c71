/** Where points of the plane go on a canvas, and how large the modes are drawn. */
import type { PointCloud, Projection, SampleUpdate } from '../../src/protocol/index.ts';

export interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Left free around the real data, as a share of its width: generated points stray. */
const sampleMargin = 0.18;

/** The part of the plane that holds all points, with a share of its size left free around them. */
export function boundsOf(clouds: readonly PointCloud[], margin = sampleMargin): Bounds {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.POSITIVE_INFINITY;
  let top = Number.NEGATIVE_INFINITY;
  for (const { count, xy } of clouds) {
    for (let i = 0; i < count; i++) {
      const x = xy[2 * i]!;
      const y = xy[2 * i + 1]!;
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      bottom = Math.min(bottom, y);
      top = Math.max(top, y);
    }
  }
  if (left > right) return { left: -1, right: 1, bottom: -1, top: 1 };
  const size = Math.max(right - left, top - bottom) || 1;
  const x = Math.max(right - left, size * 1e-3) * margin;
  const y = Math.max(top - bottom, size * 1e-3) * margin;
  return { left: left - x, right: right + x, bottom: bottom - y, top: top + y };
}

/** Part of the earlier bounds that must be filled for them to be kept. */
const filled = 0.75;

/** The earlier bounds, as long as all fits in and does not look lost there: a picture should not jump. */
export function steadyBounds(earlier: Bounds | undefined, wanted: Bounds): Bounds {
  if (earlier === undefined) return wanted;
  const isInside =
    wanted.left >= earlier.left &&
    wanted.right <= earlier.right &&
    wanted.bottom >= earlier.bottom &&
    wanted.top <= earlier.top;
  const fills =
    wanted.right - wanted.left >= filled * (earlier.right - earlier.left) ||
    wanted.top - wanted.bottom >= filled * (earlier.top - earlier.bottom);
  return isInside && fills ? earlier : wanted;
}

/** From the plane to pixels. Both axes have one scale, unless the second says nothing (`one-dimension`). */
export function placing(
  bounds: Bounds,
  width: number,
  height: number,
  projection: Projection,
): (x: number, y: number) => Place {
  const wide = width / (bounds.right - bounds.left);
  const high = height / (bounds.top - bounds.bottom);
  const [scaleX, scaleY] = projection === 'one-dimension' ? [wide, high] : [Math.min(wide, high), Math.min(wide, high)];
  const middleX = (bounds.left + bounds.right) / 2;
  const middleY = (bounds.bottom + bounds.top) / 2;
  return (x, y) => ({ x: width / 2 + (x - middleX) * scaleX, y: height / 2 - (y - middleY) * scaleY });
}

type Modes = NonNullable<SampleUpdate['modes']>;

/** Share of a mode's real points that its circle holds. */
const heldShare = 0.95;

/** A radius for each mode: what holds nearly all real points that are closest to it; 0 where it has none. */
export function modeRadii(modes: Modes, real: PointCloud): readonly number[] {
  const distances: number[][] = modes.map(() => []);
  for (let i = 0; i < real.count; i++) {
    const x = real.xy[2 * i]!;
    const y = real.xy[2 * i + 1]!;
    let nearest = -1;
    let best = Number.POSITIVE_INFINITY;
    for (const [k, mode] of modes.entries()) {
      const distance = Math.hypot(mode.x - x, mode.y - y);
      if (distance < best) {
        best = distance;
        nearest = k;
      }
    }
    distances[nearest]?.push(best);
  }
  return distances.map((list) => {
    list.sort((a, b) => a - b);
    return list[Math.ceil(heldShare * list.length) - 1] ?? 0;
  });
}

/** Pixels from a point at which it is still meant. */
const reachOfPoint = 7;

/** The point at a place, the nearest where several are; -1 for none. */
export function pointAt(points: readonly Place[], at: Place): number {
  return circleAt(
    points.map((place) => ({ ...place, radius: reachOfPoint })),
    at,
  );
}

/** The circle at a place, the nearest where several overlap; -1 for none. */
export function circleAt(circles: readonly (Place & { readonly radius: number })[], at: Place): number {
  let found = -1;
  let best = Number.POSITIVE_INFINITY;
  for (const [i, { x, y, radius }] of circles.entries()) {
    const distance = Math.hypot(x - at.x, y - at.y);
    if (distance <= radius && distance < best) {
      best = distance;
      found = i;
    }
  }
  return found;
}
