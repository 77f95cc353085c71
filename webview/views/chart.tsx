/** One chart of a run: curves of one kind, with the findings behind them. */
import type { VNode } from 'preact';
import type { ChartGroup } from '../data/groups.ts';
import type { ScaleKind } from '../data/height.ts';
import type { Page } from '../page.ts';
import type { RunView } from '../run-view.ts';
import { charts } from '../texts.ts';
import { Plot } from './plot.tsx';

interface ChartProps {
  readonly page: Page;
  readonly view: RunView;
  readonly group: ChartGroup;
  readonly scale: ScaleKind;
  readonly stepAxis: boolean;
}

export function Chart({ page, view, group: { id, curves }, scale, stepAxis }: ChartProps): VNode {
  return (
    <Plot
      page={page}
      title={charts[id]}
      heading={<h2>{charts[id]}</h2>}
      curves={curves}
      scale={scale}
      stepAxis={stepAxis}
      selects
      seriesNow={() => view.series}
      findingsNow={({ to }) => ({ findings: view.findings ?? [], end: view.lastStep ?? to })}
    />
  );
}
