/** All series as numbers, for those who cannot see the charts, and for those who want to read. */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { reading } from '../data/format.ts';
import type { Series } from '../data/series.ts';
import type { RunView } from '../run-view.ts';
import { words } from '../texts.ts';

export function CurveTable({ view }: { readonly view: RunView }): VNode {
  const [open, setOpen] = useState(false);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.table}</summary>
      {open ? (
        <div class="scrolls">
          <table>
            <thead>
              <tr>
                <th scope="col">{words.tableCurve}</th>
                <th scope="col">{words.tableLast}</th>
                <th scope="col">{words.tableLowest}</th>
                <th scope="col">{words.tableHighest}</th>
              </tr>
            </thead>
            <tbody>
              {[...view.series].map(([tag, series]) => (
                <Row key={tag} tag={tag} series={series} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </details>
  );
}

function Row({ tag, series }: { readonly tag: string; readonly series: Series }): VNode {
  const { raw, length } = series;
  const found = { lowest: -1, highest: -1 };
  raw.extremes(0, length, found);
  const cell = (index: number): string => (index < 0 ? words.noValue : reading(raw.at(index)));
  return (
    <tr>
      <th scope="row">{tag}</th>
      <td>{cell(length - 1)}</td>
      <td>{cell(found.lowest)}</td>
      <td>{cell(found.highest)}</td>
    </tr>
  );
}
