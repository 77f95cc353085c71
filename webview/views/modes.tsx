/** Each mode of the real data: its share beside that of the samples, now and over time, missing ones first. */
import type { TargetedMouseEvent, VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { drawStrip, stripColumns } from '../charts/share-strip.ts';
import { count, percent, point } from '../data/format.ts';
import { modeName } from '../data/mode-name.ts';
import { findingsAt, missingModes } from '../data/modes.ts';
import type { Page } from '../page.ts';
import type { RunView, Samples } from '../run-view.ts';
import { words } from '../texts.ts';
import { useDraw } from './hooks.ts';

/** Rows shown until all are asked for. */
const fewModes = 12;

interface ModesProps {
  readonly page: Page;
  readonly view: RunView;
}

export function Modes({ page, view }: ModesProps): VNode | null {
  const [all, setAll] = useState(false);
  const modes = page.samplesOf(view)?.modes;
  if (modes === undefined) return null;
  const missing = missingModes(findingsAt(view.findings ?? [], page.selected), modes);
  const order = modes.map((_, i) => i).sort((a, b) => Number(missing.has(b)) - Number(missing.has(a)) || a - b);
  const most = Math.max(...modes.flatMap(({ realShare, generatedShare }) => [realShare, generatedShare]), 1e-9);
  const overTime = view.shares.modes === modes.length && view.shares.steps.length > 1;
  return (
    <section class="modes" aria-label={words.modes} onMouseLeave={() => page.pointAt(null)}>
      <div class="heading">
        <h2>{words.modes}</h2>
      </div>
      <div class="scrolls">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.tableMode}</th>
              <th scope="col">{words.tableReal}</th>
              <th scope="col">{words.tableGenerated}</th>
              {overTime ? (
                <th scope="col" class="over-time">
                  {words.tableOverTime}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {order.slice(0, all ? order.length : fewModes).map((i) => (
              <Row
                key={i}
                page={page}
                view={view}
                position={i}
                mode={modes[i]!}
                missing={missing.has(i)}
                most={most}
                overTime={overTime}
              />
            ))}
          </tbody>
        </table>
      </div>
      {modes.length <= fewModes ? null : (
        <button type="button" class="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? words.fewerModes : words.allModes(count(modes.length))}
        </button>
      )}
    </section>
  );
}

interface RowProps extends ModesProps {
  readonly position: number;
  readonly mode: NonNullable<Samples['modes']>[number];
  readonly missing: boolean;
  /** Largest share of all. */
  readonly most: number;
  readonly overTime: boolean;
}

function Row({ page, view, position, mode, missing, most, overTime }: RowProps): VNode {
  const { x, y, realShare, generatedShare } = mode;
  return (
    <tr
      class={`${missing ? 'missing' : ''} ${page.shownMode === position ? 'shown' : ''}`}
      onMouseEnter={() => page.pointAt(position)}
    >
      <th scope="row">
        <button
          type="button"
          class="mode"
          aria-pressed={page.pinned === position}
          title={words.pinMode(point([x, y]))}
          onClick={() => page.pin(position)}
          onFocus={() => page.pointAt(position)}
          onBlur={() => page.pointAt(null)}
        >
          {modeName(position, page.samplesOf(view)?.modes)}
        </button>
        {missing ? <span class="tag"> {words.missingMode}</span> : null}
      </th>
      <td>
        <Bar kind="real" share={realShare} most={most} />
      </td>
      <td>
        <Bar kind="generated" share={generatedShare} most={most} />
      </td>
      {overTime ? (
        <td class="over-time">
          <Strip page={page} view={view} position={position} realShare={realShare} />
        </td>
      ) : null}
    </tr>
  );
}

interface StripProps extends ModesProps {
  readonly position: number;
  readonly realShare: number;
}

/** A mode over the same steps as the charts: full where it has its share, empty where it has none. */
function Strip({ page, view, position, realShare }: StripProps): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef('');
  useDraw(page, () => {
    const range = page.view;
    if (canvas.current === null || range === null) return;
    const now = `${page.revision.samples} ${range.from} ${range.to}`;
    if (drawn.current === now) return;
    drawn.current = now;
    drawStrip(canvas.current, view.shares.columns(position, range, stripColumns), realShare, page.theme.generated);
  });
  const { shares } = view;
  const label = words.overTime(
    percent(shares.at(position, shares.steps[0]!)),
    percent(shares.at(position, shares.steps.at(-1)!)),
  );
  const { view: range, at } = page;
  const place = range === null || at === null ? -1 : (at - range.from) / (range.to - range.from);
  return (
    <div
      class="share-strip"
      onClick={(event) => page.select(stepOf(event, page))}
      onMouseMove={(event) => page.setCursor(stepOf(event, page))}
      onMouseLeave={() => page.setCursor(null)}
    >
      <canvas ref={canvas} role="img" aria-label={label} width={stripColumns} height={1} />
      {place < 0 || place > 1 ? null : <div class="mark" style={{ left: `${100 * place}%` }} />}
    </div>
  );
}

function stepOf({ offsetX, currentTarget }: TargetedMouseEvent<HTMLElement>, { view }: Page): number | null {
  return view === null ? null : view.from + (offsetX / Math.max(1, currentTarget.clientWidth)) * (view.to - view.from);
}

interface BarProps {
  readonly kind: 'real' | 'generated';
  readonly share: number;
  readonly most: number;
}

function Bar({ kind, share, most }: BarProps): VNode {
  return (
    <span class="bar">
      <span class={`fill ${kind}`} style={{ width: `${(28 * share) / most}px` }} />
      {percent(share)}
    </span>
  );
}
