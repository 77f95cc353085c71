/** The findings on the step axis, above the charts: where each begins, how long it lasts, and a click to all about it. */
import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { bandsOf } from '../data/bands.ts';
import { SeverityIcon } from '../icons.tsx';
import type { Page } from '../page.ts';
import { messageOf, titleOf } from '../prose.ts';
import type { RunView } from '../run-view.ts';
import { words } from '../texts.ts';
import { useSize } from './hooks.ts';

const rowHeight = 20;
/** Least width of a band in CSS pixels: its icon shows. */
const leastWidth = 24;

export function FindingStrip({ page, view }: { readonly page: Page; readonly view: RunView }): VNode {
  const strip = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useSize(strip, () => setWidth(strip.current?.clientWidth ?? 0));
  const range = page.view;
  const end = view.lastStep ?? 0;
  const bands = range === null || width === 0 ? [] : bandsOf(view.findings ?? [], range, end, leastWidth / width);
  const rows = Math.max(0, ...bands.map(({ row }) => row + 1));
  return (
    <div
      class="strip"
      ref={strip}
      style={{ height: `${rows * rowHeight}px` }}
      {...(rows === 0 ? {} : { role: 'group', 'aria-label': words.findingsOnAxis })}
    >
      {bands.map(({ finding, left, right, row }) => (
        <button
          key={`${finding.rule} ${finding.raised}`}
          type="button"
          class={`band severity-${finding.severity} ${finding.to === null ? 'open' : 'ended'}`}
          style={{ left: `${100 * left}%`, width: `${100 * (right - left)}%`, top: `${row * rowHeight}px` }}
          title={messageOf(finding)}
          aria-label={words.bandLabel(messageOf(finding))}
          onClick={() => page.explain(finding)}
        >
          <SeverityIcon severity={finding.severity} />
          <span>{titleOf(finding.rule)}</span>
        </button>
      ))}
    </div>
  );
}
