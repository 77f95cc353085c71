/**
 * Which points of a long series a chart needs: of each pixel column the first, the lowest, the highest and the last.
 * A line through these is the same, pixel by pixel, as one through all (M4; Jugel, Jerzak, Hackenbroich and Markl,
 * VLDB 2014).
 */
import type { Series } from './series.ts';
import type { Track } from './track.ts';

/** What of the step axis is in view. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** Points per column below which all are taken. */
const perColumn = 4;

/**
 * Indices, in order, of the points to draw, with one more at either side of the view, so that the line leaves it.
 * @param track the series' values, raw or smoothed
 */
export function thin(series: Series, track: Track, view: View, columns: number): number[] {
  const first = Math.max(0, series.firstFrom(view.from) - 1);
  const end = Math.min(series.length, series.lastUpTo(view.to) + 2);
  const kept: number[] = [];
  if (end - first <= perColumn * columns) {
    for (let i = first; i < end; i++) kept.push(i);
    return kept;
  }
  const width = (view.to - view.from) / columns;
  const found = { lowest: -1, highest: -1 };
  let i = first;
  for (let column = 1; i < end; column++) {
    const next = column > columns ? end : Math.min(end, series.firstFromAfter(view.from + column * width, i));
    if (next === i) continue;
    track.extremes(i, next, found);
    const low = Math.min(found.lowest, found.highest);
    const high = Math.max(found.lowest, found.highest);
    kept.push(i);
    if (low > i && low < next - 1) kept.push(low);
    if (high !== low && high > i && high < next - 1) kept.push(high);
    if (next - 1 > i) kept.push(next - 1);
    i = next;
  }
  return kept;
}
