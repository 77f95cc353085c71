/** Curves on the page's step axis with their key: colours, names, and the values under the cursor or, without one, the last. */
import type { TargetedKeyboardEvent, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { CurveChart, curveColour, type CurveChartInput } from '../charts/curve-chart.ts';
import { count, reading } from '../data/format.ts';
import type { Curve } from '../data/groups.ts';
import type { ScaleKind } from '../data/height.ts';
import type { Series } from '../data/series.ts';
import type { View } from '../data/thin.ts';
import type { Page } from '../page.ts';
import { words } from '../texts.ts';
import { useDraw } from './hooks.ts';

interface PlotProps {
  readonly page: Page;
  /** Named so for screen readers. */
  readonly title: string;
  readonly heading: VNode;
  readonly curves: readonly Curve[];
  /** Names of curves are seen elsewhere. */
  readonly unnamed?: boolean;
  readonly scale: ScaleKind;
  readonly stepAxis: boolean;
  /** A click shows the samples of a step. */
  readonly selects: boolean;
  /** By the tags of the curves, as they are now. */
  readonly seriesNow: () => ReadonlyMap<string, Series>;
  /** Findings behind the curves, and where open ones reach to. */
  readonly findingsNow: (range: View) => Pick<CurveChartInput, 'findings' | 'end'>;
}

/** Its key is to change with the curves and the scale: a chart is made once. */
export function Plot(props: PlotProps): VNode {
  const { page, title, heading, curves, unnamed = false, scale, stepAxis, selects, seriesNow, findingsNow } = props;
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<CurveChart | null>(null);
  const drawn = useRef(-1);
  const before = useRef<number | null>(null);

  useEffect(() => {
    if (host.current === null) return undefined;
    const made = new CurveChart(
      host.current,
      {
        curves,
        scale,
        stepAxis,
        theme: () => page.theme,
        onZoom: (zoom) => page.zoomTo(zoom),
        onWhole: () => {
          // The first click of the two has selected a step.
          if (selects) page.select(before.current);
          page.zoomTo(null);
        },
        onCursor: (step) => page.setCursor(step),
        onSelect: (step) => {
          before.current = page.selected;
          if (selects) page.select(step);
          else page.setCursor(step);
        },
      },
      () => {
        drawn.current = -1;
        page.frames.request();
      },
    );
    chart.current = made;
    drawn.current = -1;
    page.frames.request();
    return () => made.destroy();
  }, [page, stepAxis]);

  useDraw(page, () => {
    const range = page.view;
    if (chart.current === null || range === null) return;
    if (drawn.current !== page.revision.curves) {
      drawn.current = page.revision.curves;
      chart.current.draw({ series: seriesNow(), view: range, weight: page.weight, ...findingsNow(range) });
    }
    chart.current.follow(page.cursor, page.selected);
  });

  const series = seriesNow();
  const values = curves.map(({ tag }) => readingOf(page, series.get(tag)));
  const summary = curves.map(({ label }, i) => {
    const { text, step } = values[i]!;
    return step === null ? label : words.curveSummary(label, text, count(step));
  });
  return (
    <figure class={stepAxis ? 'chart with-axis' : 'chart'}>
      <figcaption>
        {heading}
        <ul class="key">
          {curves.map((curve, i) => (
            <li key={curve.tag} title={unnamed ? curve.label : curve.tag}>
              <span class="swatch" style={{ backgroundColor: curveColour(page.theme, curve) }} />
              {unnamed ? <span class="unseen">{curve.label}</span> : curve.label}
              <span class={values[i]!.finite ? 'value' : 'value broken'}>{values[i]!.text}</span>
            </li>
          ))}
        </ul>
      </figcaption>
      <div
        class="plot"
        ref={host}
        tabIndex={0}
        role="application"
        aria-roledescription="chart"
        aria-label={words.chartSummary(title, `${summary.join(', ')}.`)}
        aria-description={words.chartHelp}
        onKeyDown={(event) => onKey(event, page)}
        onBlur={() => page.setCursor(null)}
      />
    </figure>
  );
}

interface Value {
  readonly text: string;
  readonly step: number | null;
  readonly finite: boolean;
}

/** What the line shows: the smoothed value where it is smoothed; NaN where the log has it. */
function readingOf(page: Page, series: Series | undefined): Value {
  const index = series === undefined ? -1 : page.at === null ? series.length - 1 : series.lastUpTo(page.at);
  if (series === undefined || index < 0) return { text: words.noValue, step: null, finite: true };
  const value = series.smoothed(page.weight).at(index);
  return { text: reading(value), step: series.step(index), finite: Number.isFinite(value) };
}

/** Shares of the view that one key press moves or zooms by. */
const cursorMove = 0.01;
const cursorLeap = 0.1;
const zoomFactor = 0.5;

function onKey(event: TargetedKeyboardEvent<HTMLElement>, page: Page): void {
  const { view } = page;
  if (view === null || event.ctrlKey || event.metaKey || event.altKey) return;
  const span = view.to - view.from;
  const at = page.at ?? view.to;
  const move = (by: number): void => page.setCursor(Math.min(view.to, Math.max(view.from, at + by * span)));
  const step = event.shiftKey ? cursorLeap : cursorMove;
  switch (event.key) {
    case 'ArrowLeft':
      move(-step);
      break;
    case 'ArrowRight':
      move(step);
      break;
    case 'Home':
      page.setCursor(view.from);
      break;
    case 'End':
      page.setCursor(view.to);
      break;
    case 'Enter':
      page.select(at);
      break;
    case '+':
    case '=':
      page.zoomTo(around(view, at, zoomFactor));
      break;
    case '-':
      if (page.zoom !== null) page.zoomTo(around(view, at, 1 / zoomFactor));
      break;
    case 'Escape':
      page.zoomTo(null);
      break;
    default:
      return;
  }
  event.preventDefault();
}

/** The view narrowed or widened, with `step` staying where it is. */
function around({ from, to }: View, step: number, factor: number): View {
  return { from: step - (step - from) * factor, to: step + (to - step) * factor };
}
