/** Losses, scores and gradient norms over one step axis, with the findings on it. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { Checkbox, IconButton, Slider } from '../controls.tsx';
import { count } from '../data/format.ts';
import { groupsOf, type ChartGroup } from '../data/groups.ts';
import type { ScaleKind } from '../data/height.ts';
import { smoothedPoints, smoothingPlaces } from '../data/smoothing.ts';
import type { Page } from '../page.ts';
import type { RunView } from '../run-view.ts';
import { words } from '../texts.ts';
import { Chart } from './chart.tsx';
import { CurveTable } from './curve-table.tsx';
import { FindingStrip } from './finding-strip.tsx';

export function Curves({ page, view }: { readonly page: Page; readonly view: RunView }): VNode {
  const groups = useMemo(() => groupsOf(view.tags), [view.tags]);
  const points = smoothedPoints(page.smoothing);
  return (
    <section class="curves" aria-label={words.curves}>
      <div class="tools">
        <Slider
          label={words.smoothing}
          value={page.smoothing}
          highest={smoothingPlaces}
          text={points === 1 ? words.smoothingOff : words.smoothingOver(count(points))}
          onChange={(place) => page.setSmoothing(place)}
        />
        <Checkbox label={words.logScale} checked={page.log} onChange={(log) => page.setLog(log)} />
        <span class="where">{whereOf(page)}</span>
        <IconButton icon="whole" label={words.wholeRun} hidden={page.zoom === null} onPress={() => page.zoomTo(null)} />
      </div>
      <FindingStrip page={page} view={view} />
      <div class="charts">
        {groups.map((group, i) => {
          const scale = scaleOf(page, view, group);
          return (
            <Chart
              key={`${group.id} ${scale} ${group.curves.map(({ tag }) => tag).join(' ')}`}
              page={page}
              view={view}
              group={group}
              scale={scale}
              stepAxis={i === groups.length - 1}
            />
          );
        })}
      </div>
      <CurveTable view={view} />
    </section>
  );
}

/** Always says something of about the same length, so that nothing moves when the pointer comes. */
function whereOf({ at, view }: Page): string {
  if (at !== null) return words.step(count(at));
  return view === null ? '' : words.stepsTo(count(view.from), count(view.to));
}

/** As a chart is drawn at present. */
export function scaleOf(page: Page, view: RunView, group: ChartGroup): ScaleKind {
  if (!page.log) return 'linear';
  const found = { lowest: -1, highest: -1 };
  for (const { tag } of group.curves) {
    const track = view.series.get(tag)?.raw;
    track?.extremes(0, track.length, found);
    if (track !== undefined && track.at(found.lowest) < 0) return 'symmetric';
  }
  return 'log';
}
