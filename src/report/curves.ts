/** The curves of a run: as charts, and as a table of numbers. */
import type { Finding } from '../protocol/index.ts';
import { stacked, type Drawing, type Ink, type Mark } from './drawing.ts';
import { colours, ticksBetween } from './svg.ts';
import type { Curve, RunData } from './run-data.ts';

const width = 720;
const height = 200;
const left = 64;
const right = 28;
const top = 26;
const bottom = 26;

/** What says how training goes and is not of its game. */
const passedOver = /^(?:progress|learning_rate)\//;

/** Tags with a common first part share a chart; the game's own come first. */
const order = ['loss', 'score', 'grad_norm'];

/** One chart for each kind of curve: losses, scores, gradient norms, and whatever else was logged. */
export function chartsOf({ curves, findings, status }: RunData): Drawing[] {
  const groups = new Map<string, Curve[]>();
  for (const curve of curves) {
    if (passedOver.test(curve.tag)) continue;
    const [kind = curve.tag] = curve.tag.split('/');
    groups.set(kind, [...(groups.get(kind) ?? []), curve]);
  }
  const place = (kind: string): number => (order.includes(kind) ? order.indexOf(kind) : order.length);
  return [...groups]
    .sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1))
    .map(([kind, group]) => chart(kind, group, findings, status.step));
}

/** All charts as one picture. */
export function curvesDrawing(data: RunData): Drawing {
  return stacked(data.status.name, chartsOf(data));
}

/** @returns `step` and a column for each tag; a cell is empty where nothing was logged at that step */
export function curvesCsv({ curves }: RunData): string {
  const rows = new Map<number, string[]>();
  curves.forEach(({ steps, values }, column) => {
    steps.forEach((step, i) => {
      let row = rows.get(step);
      if (row === undefined) rows.set(step, (row = new Array<string>(curves.length).fill('')));
      row[column] = String(values[i]);
    });
  });
  const head = ['step', ...curves.map(({ tag }) => quoted(tag))];
  const lines = [...rows].sort(([a], [b]) => a - b).map(([step, cells]) => [step, ...cells].join(','));
  return `${[head.join(','), ...lines].join('\n')}\n`;
}

/** RFC 4180. */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function chart(kind: string, curves: readonly Curve[], findings: readonly Finding[], lastStep: number): Drawing {
  const finite = curves.flatMap(({ values }) => values.filter(Number.isFinite));
  const lowest = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const highest = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  // What stays above zero and spans thousandfold is a line along the bottom on any other scale.
  const logarithmic = lowest > 0 && highest / lowest > 1000;
  const scale = logarithmic ? Math.log10 : (value: number): number => value;
  const [low, high] = roomFor(scale(lowest), scale(highest));
  const last = Math.max(lastStep, ...curves.map(({ steps }) => steps.at(-1) ?? 0), 1);
  const x = (step: number): number => left + ((width - left - right) * step) / last;
  const y = (value: number): number =>
    height - bottom - ((height - bottom - top) * (scale(value) - low)) / (high - low);
  const levels = ticksBetween(low, high).map((level) => {
    const at = height - bottom - ((height - bottom - top) * (level - low)) / (high - low);
    return [
      line([left, at, width - right, at], 'grid', 1),
      label(left - 6, at + 4, short(logarithmic ? 10 ** level : level), 'end'),
    ];
  });
  const steps = ticksBetween(0, last).map((step) => label(x(step), height - bottom + 16, short(step), 'middle'));
  const bands = findings
    .filter(({ severity }) => severity === 'warning' || severity === 'error')
    .map(({ from, to }): Mark => {
      const begin = x(from);
      const end = Math.max(begin + 1, x(Math.min(to ?? last, last)));
      return { kind: 'band', x: begin, y: top, width: end - begin, height: height - bottom - top, ink: 1 };
    });
  const lines = curves.flatMap(({ steps: at, values }, i) =>
    pieces(at, values, x, y).map((points) => line(points, (i % colours) as Ink, 1.6)),
  );
  return {
    width,
    height,
    title: kind,
    marks: [...bands, ...levels.flat(), ...steps, ...lines, ...legend(curves)],
  };
}

/** The curves' names above a chart, in their colours; as many as there is room for. */
function legend(curves: readonly Curve[]): Mark[] {
  let at = left;
  return curves.flatMap(({ tag }, i): Mark[] => {
    const from = at;
    at += 34 + 7.4 * tag.length;
    if (at > width) return [];
    return [line([from, 12, from + 14, 12], (i % colours) as Ink, 3), label(from + 20, 16, tag, 'start', 'text')];
  });
}

function roomFor(low: number, high: number): [number, number] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  if (low === high) return [low - Math.max(0.5, Math.abs(low) * 0.1), high + Math.max(0.5, Math.abs(high) * 0.1)];
  const room = 0.04 * (high - low);
  return [low - room, high + room];
}

/**
 * A curve as lines, broken where it is no number. Where many points share a pixel column, the first, the lowest, the
 * highest and the last of them are drawn, so that no extreme is lost.
 */
function pieces(
  steps: readonly number[],
  values: readonly number[],
  x: (step: number) => number,
  y: (value: number) => number,
): number[][] {
  const done: number[][] = [];
  let points: number[] = [];
  let column: { readonly at: number; first: number; low: number; high: number; last: number } | undefined;
  const settle = (): void => {
    if (column === undefined) return;
    const { at, first, low, high, last } = column;
    for (const each of [first, low, high, last])
      if (points.at(-1) !== each || points.at(-2) !== at) points.push(at, each);
    column = undefined;
  };
  const end = (): void => {
    settle();
    if (points.length > 0) done.push(points.length === 2 ? [...points, ...points] : points);
    points = [];
  };
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) {
      end();
      return;
    }
    const at = Math.round(2 * x(steps[i]!)) / 2;
    const height = y(value);
    if (column?.at !== at) {
      settle();
      column = { at, first: height, low: height, high: height, last: height };
      return;
    }
    column.low = Math.max(column.low, height);
    column.high = Math.min(column.high, height);
    column.last = height;
  });
  end();
  return done;
}

function line(points: readonly number[], ink: Ink, width: number): Mark {
  return { kind: 'line', points, ink, width };
}

function label(x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end', ink: Ink = 'faint'): Mark {
  return { kind: 'text', x, y, text, anchor, ink };
}

/** A tick's number in few characters: 20,000, 0.05, 1e-7. */
function short(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e7 || (size > 0 && size < 1e-4)) return value.toExponential(0).replace('e+', 'e');
  return Number(value.toPrecision(4)).toLocaleString('en-US', { maximumFractionDigits: 6 });
}
