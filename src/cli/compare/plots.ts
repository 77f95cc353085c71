/**
 * Plots as SVG text. Colours come from the page's style by class (c0, c1, ...), so that they follow dark and light;
 * no style attribute and no script is needed, which a strict content security policy would refuse.
 */
import { colours, escape, fixed, svg, ticksTo } from '../../report/svg.ts';
import type { SeedResult } from './results.ts';
import type { Entrant } from './report.ts';
import { valuesOf, type Estimate, type Measure } from './statistics.ts';

const width = 720;
const left = 150;
const right = 20;
const rowHeight = 34;

/** One row a config: a dot a seed, the mean and its interval as a bar. */
export function stripPlot(
  measure: Measure & { readonly estimates: readonly Estimate[] },
  entrants: readonly Entrant[],
): string {
  const values = entrants.map(({ results }) => valuesOf(measure, results));
  const ends = measure.estimates.flatMap(({ interval }) => interval).filter(Number.isFinite);
  const top = measure.most ?? Math.max(...values.flat(), ...ends, 0);
  const scale = scaleTo(top, left, width - right);
  const height = rowHeight * entrants.length + 28;
  const rows = entrants.map(({ label, results }, i) => {
    const y = rowHeight * (i + 0.5);
    const { value, interval } = measure.estimates[i]!;
    const dots =
      measure.kind === 'share'
        ? []
        : results.map((result, j) => {
            const each = measure.of(result);
            if (each === null) return '';
            const jitter = (((j * 7) % 11) - 5) * 1.6;
            return `<circle class="dot" cx="${fixed(scale(each))}" cy="${fixed(y + jitter)}" r="3"><title>${escape(label)}, seed ${result.seed}: ${escape(measure.write(each))}</title></circle>`;
          });
    const bar = interval.every(Number.isFinite)
      ? `<line class="bar" x1="${fixed(scale(interval[0]))}" x2="${fixed(scale(interval[1]))}" y1="${y}" y2="${y}"/>`
      : '';
    const mark = Number.isFinite(value)
      ? `<line class="mean" x1="${fixed(scale(value))}" x2="${fixed(scale(value))}" y1="${y - 10}" y2="${y + 10}"/>`
      : '';
    const name = `<text class="label" x="${left - 10}" y="${y + 4}" text-anchor="end">${escape(clipped(label))}</text>`;
    return `<g class="c${i % colours}">${name}${dots.join('')}${bar}${mark}</g>`;
  });
  return svg(width, height, measure.title, axis(top, scale, height - 28, measure.write) + rows.join(''));
}

/** Modes covered over the course of training: the mean of the seeds, and the band of their middle half. */
export function coursePlot(entrants: readonly Entrant[], title: string, most: number): string {
  const height = 240;
  const bottom = height - 28;
  const last = Math.max(...entrants.flatMap(({ results }) => results.flatMap(({ course }) => course.at(-1)?.[0] ?? 0)));
  const x = scaleTo(last, 44, width - right);
  const y = (value: number): number => bottom - ((bottom - 10) * value) / most;
  const lines = entrants.map(({ label, results }, i) => {
    const moments = momentsOf(results);
    const band = [
      ...moments.map(({ step, high }) => `${fixed(x(step))},${fixed(y(high))}`),
      ...moments.toReversed().map(({ step, low }) => `${fixed(x(step))},${fixed(y(low))}`),
    ];
    const line = moments.map(({ step, mean }) => `${fixed(x(step))},${fixed(y(mean))}`);
    return `<g class="c${i % colours}"><polygon class="band" points="${band.join(' ')}"/><polyline class="line" points="${line.join(' ')}"><title>${escape(label)}</title></polyline></g>`;
  });
  const levels = [0, most / 2, most].map(
    (value) =>
      `<line class="grid" x1="44" x2="${width - right}" y1="${fixed(y(value))}" y2="${fixed(y(value))}"/><text class="tick" x="38" y="${fixed(y(value) + 4)}" text-anchor="end">${Number(value.toFixed(1))}</text>`,
  );
  return svg(width, height, title, levels.join('') + axis(last, x, bottom, String, false) + lines.join(''));
}

interface Moment {
  readonly step: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** At the steps that every seed has. */
function momentsOf(results: readonly SeedResult[]): Moment[] {
  const [first, ...others] = results.map(({ course }) => new Map(course.map(([step, covered]) => [step, covered])));
  if (first === undefined) return [];
  return [...first.keys()].flatMap((step) => {
    const values = [first, ...others].flatMap((course) => course.get(step) ?? []).sort((a, b) => a - b);
    if (values.length < results.length) return [];
    const at = (share: number): number => values[Math.round(share * (values.length - 1))]!;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return [{ step, mean, low: at(0.25), high: at(0.75) }];
  });
}

/** The frame that holds the known modes, or most of the samples where none are known. */
export interface Frame {
  readonly centre: readonly [number, number];
  readonly half: number;
}

export function frameFor(entrants: readonly Entrant[], centres: readonly (readonly number[])[]): Frame | undefined {
  const places =
    centres.length > 0 ? centres : entrants.flatMap(({ results }) => results.flatMap(({ points }) => points));
  if (places.length === 0 || places.some(({ length }) => length !== 2)) return undefined;
  const middle = (axis: 0 | 1): [number, number] => {
    const sorted = places.map((place) => place[axis]!).sort((a, b) => a - b);
    // Known modes are all in it; of samples a few may be far away.
    const skip = centres.length > 0 ? 0 : Math.floor(0.02 * sorted.length);
    const [low, high] = [sorted[skip]!, sorted[sorted.length - 1 - skip]!];
    return [(low + high) / 2, (high - low) / 2];
  };
  const [[x, halfX], [y, halfY]] = [middle(0), middle(1)];
  return { centre: [x, y], half: 1.35 * Math.max(halfX, halfY, 1e-6) };
}

/** Last samples of one seed. */
export function scatterPlot(
  result: SeedResult,
  { centre: [cx, cy], half }: Frame,
  centres: readonly (readonly number[])[],
  colour: number,
): string {
  const size = 132;
  const place = (value: number, centre: number): number => (size / 2) * (1 + (value - centre) / half);
  const inside = (value: number): boolean => value >= 0 && value <= size;
  const rings = centres.map(
    ([x = 0, y = 0]) => `<circle class="mode" cx="${fixed(place(x, cx))}" cy="${fixed(size - place(y, cy))}" r="5"/>`,
  );
  const dots = result.points.flatMap(([x, y]) => {
    const [px, py] = [place(x, cx), size - place(y, cy)];
    return inside(px) && inside(py) ? [`M${fixed(px)} ${fixed(py)}h0`] : [];
  });
  const title = `seed ${result.seed}: ${result.covered} of ${result.modes}`;
  return svg(size, size, title, `${rings.join('')}<path class="points c${colour % colours}" d="${dots.join('')}"/>`);
}

function scaleTo(top: number, from: number, to: number): (value: number) => number {
  return (value) => from + ((to - from) * value) / (top > 0 ? top : 1);
}

function axis(
  top: number,
  scale: (value: number) => number,
  bottom: number,
  write: (value: number) => string,
  grid = true,
): string {
  return ticksTo(top)
    .map((value) => {
      const x = fixed(scale(value));
      const line = grid ? `<line class="grid" x1="${x}" x2="${x}" y1="0" y2="${bottom}"/>` : '';
      return `${line}<text class="tick" x="${x}" y="${bottom + 18}" text-anchor="middle">${escape(write(value))}</text>`;
    })
    .join('');
}

function clipped(label: string): string {
  return label.length <= 22 ? label : `${label.slice(0, 21)}…`;
}
