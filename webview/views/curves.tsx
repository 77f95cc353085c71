/** Losses, scores and gradient norms over one step axis, with the findings on it. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { groupsOf, type ChartGroup } from '../data/groups.ts';
import type { ScaleKind } from '../data/height.ts';
import type { Page } from '../page.ts';
import type { RunView } from '../run-view.ts';
import { words } from '../texts.ts';
import { Chart } from './chart.tsx';
import { CurveTable } from './curve-table.tsx';
import { CurveTools } from './curve-tools.tsx';
import { FindingStrip } from './finding-strip.tsx';

export function Curves({ page, view }: { readonly page: Page; readonly view: RunView }): VNode {
  const groups = useMemo(() => groupsOf(view.tags), [view.tags]);
  return (
    <section class="curves" aria-label={words.curves}>
      <CurveTools page={page} />
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
