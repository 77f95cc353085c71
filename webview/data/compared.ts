/** Several runs side by side. */
import type { ComparedRun } from '../../src/protocol/index.ts';
import { RunView } from '../run-view.ts';
import { groupsOf, type ChartId } from './groups.ts';
import type { Series } from './series.ts';

export class ComparedRuns {
  readonly views: readonly RunView[];
  /** As JSON, null where there is none. */
  readonly configs: readonly (string | null)[];

  constructor(runs: readonly ComparedRun[]) {
    this.views = runs.map(({ run, name }) => new RunView(run, name));
    this.configs = runs.map(({ config }) => config);
  }

  /** First and last step of all; null while there is nothing. */
  get span(): { readonly from: number; readonly to: number } | null {
    const spans = this.views.flatMap(({ span }) => (span === null ? [] : [span]));
    if (spans.length === 0) return null;
    return { from: Math.min(...spans.map(({ from }) => from)), to: Math.max(...spans.map(({ to }) => to)) };
  }

  /** Tags that any of them has, in the order of the charts of one run. */
  get tags(): readonly { readonly tag: string; readonly chart: ChartId }[] {
    const all = [...new Set(this.views.flatMap(({ tags }) => tags))];
    return groupsOf(all).flatMap(({ id, curves }) => curves.map(({ tag }) => ({ tag, chart: id })));
  }

  /** The series of one tag by the place of its run. */
  seriesOf(tag: string): ReadonlyMap<string, Series> {
    return new Map(
      this.views.flatMap(({ series }, i) => {
        const found = series.get(tag);
        return found === undefined ? [] : [[String(i), found] as const];
      }),
    );
  }
}
