/** Numbers as the page shows them. */
import { count, number } from '../../src/prose/format.ts';

export { count, number, percent, point } from '../../src/prose/format.ts';

/** Time left: 40 s, 3 min 20 s, 1 h 5 min, 2 d 3 h. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const pair = (large: number, unit: string, small: number, smallUnit: string): string =>
    small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smallUnit}`;
  if (whole < 3600) return pair(Math.floor(whole / 60), 'min', whole % 60, 's');
  const minutes = Math.round(whole / 60);
  if (minutes < 24 * 60) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(minutes / 60);
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

/** Steps per second, without false precision: 1,940, 12.3, 0.25. */
export function speed(perSecond: number): string {
  return perSecond >= 100 ? count(perSecond) : number(perSecond);
}

/** A step on an axis: 500, 12k, 1.5M. */
export function shortStep(step: number): string {
  const trim = (value: number): string => String(Number(value.toFixed(2)));
  if (Math.abs(step) >= 1e6) return `${trim(step / 1e6)}M`;
  if (Math.abs(step) >= 1e4) return `${trim(step / 1e3)}k`;
  return String(Number(step.toFixed(2)));
}

/** A value on an axis, short: 0.001, 1e-5, 12k. */
export function shortValue(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e4) return size >= 1e9 ? exponent(value) : shortStep(value);
  if (size !== 0 && size < 1e-3) return exponent(value);
  return String(Number(value.toPrecision(4)));
}

function exponent(value: number): string {
  return value.toExponential(1).replace('.0e', 'e').replace('e+', 'e');
}

/** The value of a curve at a step: about four digits, so that small changes show. */
export function reading(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(2);
  return size >= 1000 ? count(value) : value.toFixed(size >= 100 ? 1 : size >= 10 ? 2 : 3);
}
