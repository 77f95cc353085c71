/** Real and generated samples together in one plane, laid out by t-SNE or by principal components. */
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ProjectionUpdate } from '../../src/protocol/index.ts';
import { modeColour, ProjectionChart, strength } from '../charts/projection-chart.ts';
import { Choice } from '../controls.tsx';
import { count, percent } from '../data/format.ts';
import { modeName } from '../data/mode-name.ts';
import { isDirection, nextPoint } from '../data/direction.ts';
import { pointOf, rowsOf, wishOf, type ProjectionRow } from '../data/projection.ts';
import { Icon } from '../icons.tsx';
import type { Page } from '../page.ts';
import { projectionColours } from '../projecting.ts';
import type { RunView, Samples } from '../run-view.ts';
import { layouts, projectionColourNames, words } from '../texts.ts';
import { useDraw, useInSight, useSize } from './hooks.ts';
import { Inspection } from './inspected.tsx';

interface ProjectionProps {
  readonly page: Page;
  readonly view: RunView;
}

export function Projection({ page, view }: ProjectionProps): VNode | null {
  return view.samples === null && view.mosaic === null ? null : <Section page={page} view={view} />;
}

/** Made when there are samples, so that what tells whether it is in sight finds it in the page. */
function Section({ page, view }: ProjectionProps): VNode {
  const section = useRef<HTMLElement>(null);
  const { projecting } = page;
  const { open } = projecting.kept;
  useInSight(section, (inSight) => projecting.setInSight(inSight));
  return (
    <section class="projection" aria-label={words.projection} ref={section}>
      <div class="heading">
        <h2>
          <button type="button" class="fold" aria-expanded={open} onClick={() => projecting.choose({ open: !open })}>
            <Icon name={open ? 'open' : 'closed'} />
            {words.projection}
          </button>
        </h2>
        {open ? <Said page={page} view={view} /> : null}
      </div>
      {open ? <Opened page={page} view={view} /> : null}
    </section>
  );
}

/** What it is, in short. */
function Said({ page, view }: ProjectionProps): VNode | null {
  const update = view.projection;
  const { busy } = page.projecting;
  if (update === null) return <span class="dim">{words.projecting}</span>;
  return (
    <>
      <span class="dim">{words.step(count(update.asked.step))}</span>
      <span class="dim">{busy && !update.done ? words.projecting : ''}</span>
    </>
  );
}

function Opened({ page, view }: ProjectionProps): VNode {
  const { projecting } = page;
  const update = view.projection;
  const { method, methods } = projecting;
  const { colour } = projecting.kept;
  return (
    <>
      <div class="choices">
        <Choice
          label={words.layout}
          value={method}
          options={methods.map((each) => [each, layouts[each]] as const)}
          onChange={(chosen) => projecting.choose({ method: chosen })}
        />
        <Choice
          label={words.colour}
          value={colour}
          options={projectionColours.map((each) => [each, projectionColourNames[each]] as const)}
          onChange={(chosen) => projecting.choose({ colour: chosen })}
        />
      </div>
      {methods.includes('identity') ? <p class="dim note">{words.nothingToProject}</p> : null}
      {update === null ? (
        <div class="picture" />
      ) : update.generated.count === 0 ? (
        <p class="dim">{words.notKept}</p>
      ) : (
        <>
          <Picture page={page} view={view} update={update} />
          <Key page={page} update={update} />
          <Inspection page={page} view={view} at="projection" />
          <Table update={update} modes={page.samplesOf(view)?.modes} />
        </>
      )}
    </>
  );
}

interface UpdateProps {
  readonly page: Page;
  readonly update: ProjectionUpdate;
}

function Picture({ page, view, update }: ProjectionProps & UpdateProps): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<ProjectionChart | null>(null);
  const drawn = useRef('');
  const { colour } = page.projecting.kept;
  useSize(canvas, () => {
    drawn.current = '';
    page.frames.request();
  });
  useDraw(page, () => {
    const latest = view.projection;
    const now = `${page.revision.samples} ${page.revision.curves} ${page.projecting.kept.colour}`;
    if (canvas.current === null || latest === null || drawn.current === now) return;
    drawn.current = now;
    chart.current ??= new ProjectionChart(canvas.current);
    chart.current.draw(
      latest,
      page.projecting.kept.colour,
      page.shownMode,
      pointOf(latest, page.inspected),
      page.theme,
    );
  });
  useEffect(() => page.frames.request(), [page, colour]);
  const inspect = (sample: number): void => page.inspect(wishOf(update, sample), 'projection');
  return (
    <div class="picture">
      <canvas
        ref={canvas}
        tabIndex={0}
        role="application"
        aria-roledescription="chart"
        aria-label={summaryOf(update)}
        aria-description={words.samplesHelp}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && page.inspected !== null) page.inspect(null);
          else if (isDirection(event.key)) {
            const from = pointOf(update, page.inspected);
            inspect(nextPoint(chart.current?.samples ?? [], from, event.key));
          } else return;
          event.preventDefault();
        }}
        onClick={({ offsetX: x, offsetY: y }) => inspect(chart.current?.sampleAt({ x, y }) ?? -1)}
      />
    </div>
  );
}

function Key({ page, update }: UpdateProps): VNode {
  const { colour } = page.projecting.kept;
  const { real, modes, steps, trustworthiness } = update;
  const all = colour === 'age' ? [...new Set(steps)].sort((a, b) => a - b) : [];
  return (
    <ul class="key below">
      {real.count === 0 || (colour === 'mode' && modes > 0) ? null : (
        <li>
          <span class="swatch round real" />
          {words.real}
        </li>
      )}
      {colour === 'mode' && modes > 0 ? (
        <>
          <li>
            <span class="swatch round large dimmed" style={{ backgroundColor: modeColour(page.theme, 0) }} />
            {words.real}
          </li>
          <li>
            <span class="swatch round" style={{ backgroundColor: modeColour(page.theme, 0) }} />
            {words.generated}
          </li>
          <li>
            <span class="swatch round" style={{ backgroundColor: modeColour(page.theme, -1) }} />
            {words.nearNone}
          </li>
        </>
      ) : all.length > 1 ? (
        all.map((step, i) => (
          <li key={step}>
            <span class="swatch round generated" style={{ opacity: strength(i, all.length) }} />
            {words.step(count(step))}
          </li>
        ))
      ) : (
        <li>
          <span class="swatch round generated" />
          {words.generated}
        </li>
      )}
      {colour === 'mode' && modes === 0 ? <li class="dim">{words.noModes}</li> : null}
      {trustworthiness === null ? null : (
        <li class="dim" title={words.trustMeans}>
          {words.trust(trustworthiness.toFixed(2))}
        </li>
      )}
    </ul>
  );
}

interface TableProps {
  readonly update: ProjectionUpdate;
  /** As last sent, with what they are of. */
  readonly modes: Samples['modes'];
}

/** The same in numbers: where real and generated samples are. */
function Table({ update, modes }: TableProps): VNode | null {
  const [open, setOpen] = useState(false);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.table}</summary>
      {open ? (
        <div class="scrolls">
          <table>
            <thead>
              <tr>
                <th scope="col">{words.tableWhere}</th>
                <th scope="col">{words.tableReal}</th>
                <th scope="col">{words.tableGenerated}</th>
              </tr>
            </thead>
            <tbody>
              {rowsOf(update).map((row) => (
                <tr key={row.mode}>
                  <th scope="row">{nameOf(row, update, modes)}</th>
                  <td>{cellOf(row.real, update.real.count)}</td>
                  <td>{cellOf(row.generated, update.generated.count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </details>
  );
}

function nameOf({ mode }: ProjectionRow, update: ProjectionUpdate, modes: Samples['modes']): string {
  if (update.modes === 0) return words.allSamples;
  return mode < 0 ? words.nearNone : modeName(mode, modes);
}

function cellOf(some: number, all: number): string {
  return all === 0 ? words.noValue : `${count(some)} (${percent(some / all)})`;
}

function summaryOf({ real, generated, asked, modes, generatedModes }: ProjectionUpdate): string {
  const said = words.projectionSummary(
    count(real.count),
    count(generated.count),
    count(asked.step),
    layouts[asked.method],
  );
  if (modes === 0) return said;
  const reached = new Set(generatedModes);
  reached.delete(-1);
  return `${said} ${words.projectionReach(count(reached.size), count(modes))}`;
}
