/** One chart of curves on the shared step axis: uPlot, fed with what of each series its width can show. */
import uPlot from 'uplot';
import type { Finding } from '../../src/protocol/index.ts';
import { align, type Line } from '../data/align.ts';
import { shortStep, shortValue } from '../data/format.ts';
import type { Curve } from '../data/groups.ts';
import { heightOf, type ScaleKind } from '../data/height.ts';
import type { Series } from '../data/series.ts';
import { thin, type View } from '../data/thin.ts';
import type { Track } from '../data/track.ts';
import type { Theme } from '../theme.ts';

/** Room for the values at the left and for the last step at the right, in CSS pixels; the strip of findings has the same. */
export const gutter = { left: 52, right: 16 } as const;
const stepAxisHeight = 24;

export interface CurveChartOptions {
  readonly curves: readonly Curve[];
  readonly scale: ScaleKind;
  /** Whether steps are written below. */
  readonly stepAxis: boolean;
  readonly theme: () => Theme;
  readonly onZoom: (view: View) => void;
  readonly onWhole: () => void;
  /** Null when the pointer leaves. */
  readonly onCursor: (step: number | null) => void;
  readonly onSelect: (step: number) => void;
}

export interface CurveChartInput {
  readonly series: ReadonlyMap<string, Series>;
  readonly view: View;
  /** Of the smoothing, 0 for none. */
  readonly weight: number;
  readonly findings: readonly Finding[];
  /** Where open findings reach to. */
  readonly end: number;
}

const nothing: Line = { steps: [], values: [] };

export function curveColour(theme: Theme, { side }: Curve): string {
  if (side === 'real') return theme.real;
  return side === 'generated' ? theme.generated : theme.others[side % theme.others.length]!;
}

export class CurveChart {
  readonly #plot: uPlot;
  readonly #options: CurveChartOptions;
  readonly #observer: ResizeObserver;
  /** Marks the step whose samples are shown. */
  readonly #mark = document.createElement('div');
  #input: CurveChartInput | undefined;
  #hovered = false;

  /** @param resized called when the chart has got another size and is to be drawn anew */
  constructor(host: HTMLElement, options: CurveChartOptions, resized: () => void) {
    this.#options = options;
    this.#plot = new uPlot(this.#configuration(host), [[]], host);
    this.#observer = new ResizeObserver(() => {
      const size = { width: host.clientWidth, height: host.clientHeight };
      if (size.width === 0 || (size.width === this.#plot.width && size.height === this.#plot.height)) return;
      this.#plot.setSize(size);
      resized();
    });
    this.#observer.observe(host);
    this.#mark.className = 'mark';
    this.#mark.hidden = true;
    this.#plot.over.append(this.#mark);
    // Does not come after a drag: uPlot keeps those clicks to itself.
    this.#plot.over.addEventListener('click', ({ detail }) => {
      const { left } = this.#plot.cursor;
      if (detail === 1 && left !== undefined && left >= 0) options.onSelect(this.#plot.posToVal(left, 'x'));
    });
  }

  draw(input: CurveChartInput): void {
    this.#input = input;
    const { series, view, weight } = input;
    // Of CSS pixels: on dense screens twice as many points cost twice the drawing and look the same.
    const columns = Math.max(1, Math.round(this.#plot.bbox.width / devicePixelRatio));
    const line = (from: Series | undefined, track: Track | undefined): Line => {
      if (from === undefined || track === undefined) return nothing;
      const kept = thin(from, track, view, columns);
      return { steps: kept.map((i) => from.step(i)), values: kept.map((i) => track.at(i)) };
    };
    const found = this.#options.curves.map(({ tag }) => series.get(tag));
    // Raw lines first, so that the smoothed ones lie above them.
    const raw = found.map((one) => (weight === 0 ? nothing : line(one, one?.raw)));
    const shown = found.map((one) => line(one, one?.smoothed(weight)));
    const drawable =
      this.#options.scale === 'log' ? (value: number) => value > 0 && Number.isFinite(value) : Number.isFinite;
    this.#plot.setData(align([...raw, ...shown], drawable));
  }

  /** Puts the cursor where another chart has it, and the mark where samples are looked at. */
  follow(step: number | null, selected: number | null): void {
    const at = selected === null || this.#plot.data[0].length === 0 ? -1 : this.#plot.valToPos(selected, 'x');
    this.#mark.hidden = !(at >= 0 && at <= this.#plot.over.clientWidth);
    if (!this.#mark.hidden) this.#mark.style.left = `${Math.round(at)}px`;
    if (this.#hovered) return;
    const left = step === null || this.#plot.data[0].length === 0 ? -10 : this.#plot.valToPos(step, 'x');
    if (Math.abs((this.#plot.cursor.left ?? -10) - left) < 0.5) return;
    this.#plot.setCursor({ left, top: left < 0 ? -10 : 0 }, false);
  }

  destroy(): void {
    this.#observer.disconnect();
    this.#plot.destroy();
  }

  #configuration(host: HTMLElement): uPlot.Options {
    const { scale, stepAxis, theme, curves, onZoom, onWhole, onCursor } = this.#options;
    const line = (curve: Curve, faint: boolean): uPlot.Series => ({
      stroke: () => curveColour(theme(), curve),
      width: faint ? 1 : 1.5,
      ...(faint ? { alpha: 0.28 } : {}),
      points: { show: (plot, index) => !faint && (plot.data[index]?.length ?? 0) < 3 },
    });
    const axis = { stroke: () => theme().faint, font: theme().font, ticks: { show: false } };
    const grid = { stroke: () => theme().grid, width: 1 };
    return {
      width: Math.max(1, host.clientWidth),
      height: Math.max(1, host.clientHeight),
      padding: [8, gutter.right, stepAxis ? 0 : 6, 0],
      legend: { show: false },
      scales: {
        x: {
          time: false,
          range: (_, min, max): [number, number] => {
            const { from, to } = this.#input?.view ?? { from: min, to: max };
            return [from, to];
          },
        },
        y: yScale(scale),
      },
      series: [{}, ...curves.map((curve) => line(curve, true)), ...curves.map((curve) => line(curve, false))],
      axes: [
        {
          ...axis,
          grid,
          gap: 4,
          size: stepAxis ? stepAxisHeight : 0,
          space: 64,
          values: (_, splits) => splits.map((step) => (stepAxis ? shortStep(step) : '')),
        },
        {
          ...axis,
          grid,
          gap: 6,
          size: gutter.left,
          space: 26,
          // On logarithmic scales uPlot marks what is not to be written with null.
          values: (_, splits: (number | null)[]) => splits.map((value) => (value === null ? '' : shortValue(value))),
        },
      ],
      cursor: {
        y: false,
        drag: { x: true, y: false, setScale: false, dist: 4 },
        // On the lines that stand out only.
        points: { size: (_, index) => (index > curves.length ? 6 : 0), width: 1, fill: strokeOf },
        dataIdx: (plot, index, closest) => nearestPoint(plot.data[index], closest),
        bind: {
          dblclick: () => () => {
            onWhole();
            return null;
          },
          mouseenter: (_, __, handler) => (event) => {
            this.#hovered = true;
            return handler(event);
          },
          mouseleave: (_, __, handler) => (event) => {
            this.#hovered = false;
            onCursor(null);
            return handler(event);
          },
        },
      },
      hooks: {
        drawClear: [(plot) => this.#bands(plot)],
        setCursor: [
          (plot) => {
            const { left } = plot.cursor;
            if (this.#hovered && left !== undefined && left >= 0) onCursor(plot.posToVal(left, 'x'));
          },
        ],
        setSelect: [
          (plot) => {
            const { left, width } = plot.select;
            if (width <= 0) return;
            onZoom({ from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') });
            plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          },
        ],
      },
    };
  }

  /** Findings behind the curves: a tint while they last, a line where they begin. */
  #bands({ ctx, bbox }: uPlot): void {
    const input = this.#input;
    if (input === undefined) return;
    const theme = this.#options.theme();
    const { from, to } = input.view;
    const place = (step: number): number =>
      bbox.left + bbox.width * Math.min(1, Math.max(0, (step - from) / (to - from)));
    ctx.save();
    for (const finding of input.findings) {
      const end = finding.to ?? input.end;
      if (finding.from > to || end < from) continue;
      const left = place(finding.from);
      ctx.fillStyle = ctx.strokeStyle = theme.severity[finding.severity];
      ctx.globalAlpha = theme.highContrast ? 0.22 : 0.09;
      ctx.fillRect(left, bbox.top, place(end) - left, bbox.height);
      if (finding.from < from) continue;
      ctx.globalAlpha = theme.highContrast ? 1 : 0.7;
      ctx.lineWidth = devicePixelRatio;
      ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
      ctx.beginPath();
      ctx.moveTo(left, bbox.top);
      ctx.lineTo(left, bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.restore();
  }
}

/** uPlot's numbers for the kinds: their names are in its types only. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment
const distributions: Readonly<Record<ScaleKind, uPlot.Scale.Distr>> = { linear: 1, log: 3, symmetric: 4 };

function yScale(scale: ScaleKind): uPlot.Scale {
  return {
    distr: distributions[scale],
    // uPlot sends null where there is nothing to show.
    range: (_, min: number | null, max: number | null): uPlot.Range.MinMax =>
      min === null || max === null ? [null, null] : heightOf(scale, min, max),
  };
}

function strokeOf(plot: uPlot, index: number): string {
  const stroke = plot.series[index]?.stroke;
  const colour: unknown = typeof stroke === 'function' ? stroke(plot, index) : stroke;
  return typeof colour === 'string' ? colour : 'currentColor';
}

/** The point of a series closest to a place in the common list of steps. */
function nearestPoint(column: uPlot.AlignedData[number] | undefined, closest: number): number | null {
  if (column === undefined) return null;
  for (let away = 0; away < column.length; away++) {
    if (column[closest - away] != null) return closest - away;
    if (column[closest + away] != null) return closest + away;
  }
  return null;
}
