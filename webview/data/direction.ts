/** Moving among points with the arrow keys. */
import type { Place } from './plane.ts';

export const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const;
export type DirectionKey = keyof typeof directions;

export function isDirection(key: string): key is DirectionKey {
  return Object.hasOwn(directions, key);
}

/** The closest point that lies more in that direction than to its side; `from` itself where there is none. */
export function nextPoint(places: readonly Place[], from: number, key: DirectionKey): number {
  const start = places[from];
  if (start === undefined) return places.length > 0 ? 0 : -1;
  const [u, v] = directions[key];
  let found = from;
  let best = Number.POSITIVE_INFINITY;
  for (const [i, { x, y }] of places.entries()) {
    const along = (x - start.x) * u + (y - start.y) * v;
    const across = Math.abs((x - start.x) * v) + Math.abs((y - start.y) * u);
    const distance = along + 2 * across;
    // Written so that what is no number is passed over.
    if (!(along > 0.5 && across <= along && distance < best)) continue;
    best = distance;
    found = i;
  }
  return found;
}

/** The next tile of a grid; the same at its edge. */
export function nextTile(from: number, columns: number, count: number, key: DirectionKey): number {
  const [u, v] = directions[key];
  const column = (from % columns) + u;
  const next = from + u + v * columns;
  return column < 0 || column >= columns || next < 0 || next >= count ? from : next;
}
