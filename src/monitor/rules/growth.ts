/** A series held against its own begin: absolute sizes mean nothing across networks and losses. */
import { median } from '../../metrics/index.ts';
import type { Context } from '../rule.ts';
import type { Signal } from '../signals.ts';

/**
 * Median size of the last `window` values over that of the first `early`, or over `floor` where that is larger.
 * Undefined while both would be the same values.
 */
export function growthOf(
  { series }: Context,
  signal: Signal,
  {
    early,
    window,
    floor = Number.MIN_VALUE,
  }: { readonly early: number; readonly window: number; readonly floor?: number },
): number | undefined {
  const values = series(signal);
  if (values === undefined || values.count < early + window) return undefined;
  const begin = Math.max(floor, median(values.early(early).map(Math.abs)));
  return median(values.recent(window).map(Math.abs)) / begin;
}
