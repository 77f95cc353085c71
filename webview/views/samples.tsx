/** What the generator makes, over the real data. */
import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Scatter } from '../charts/scatter.ts';
import { count, percent, point } from '../data/format.ts';
import { coveredOf, missingModes } from '../data/modes.ts';
import { circleAt } from '../data/plane.ts';
import type { Page } from '../page.ts';
import type { RunView, Samples } from '../run-view.ts';
import { projections, words } from '../texts.ts';
import { useDraw, useSize } from './hooks.ts';

interface SamplesProps {
  readonly page: Page;
  readonly view: RunView;
}

export function SamplesView({ page, view }: SamplesProps): VNode | null {
  const { samples } = view;
  if (samples === null) return view.mosaic === null ? <NoSamples /> : null;
  const projection = projections[samples.projection];
  return (
    <section class="samples" aria-label={words.samples}>
      <div class="heading">
        <h2>{words.samples}</h2>
        <span class="dim">{words.step(count(samples.step))}</span>
        {projection === '' ? null : <span class="dim projection">{projection}</span>}
      </div>
      <Picture page={page} view={view} samples={samples} />
      {samples.modes === undefined ? null : <ModeTable view={view} modes={samples.modes} />}
    </section>
  );
}

function NoSamples(): VNode {
  return (
    <section class="samples" aria-label={words.samples}>
      <div class="heading">
        <h2>{words.samples}</h2>
      </div>
      <p class="dim">{words.noSamples}</p>
    </section>
  );
}

function Picture({ page, view, samples }: SamplesProps & { readonly samples: Samples }): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scatter = useRef<Scatter | null>(null);
  const drawn = useRef(-1);
  const [outside, setOutside] = useState(0);
  const [hovered, setHovered] = useState(-1);

  useSize(canvas, () => {
    drawn.current = -1;
    page.frames.request();
  });
  useDraw(page, () => {
    const { samples: latest } = view;
    if (canvas.current === null || latest === null || drawn.current === page.revision.samples) return;
    drawn.current = page.revision.samples;
    scatter.current ??= new Scatter(canvas.current);
    scatter.current.draw(latest, missingModes(view.findings ?? [], latest.modes ?? []), page.theme);
    setOutside(scatter.current.outside);
  });

  const circle = scatter.current?.circles[hovered];
  const mode = samples.modes?.[hovered];
  return (
    <>
      <div class="picture">
        <canvas
          ref={canvas}
          role="img"
          aria-label={summaryOf(samples)}
          onMouseMove={(event) => {
            const at = { x: event.offsetX, y: event.offsetY };
            setHovered(circleAt(scatter.current?.circles ?? [], at));
          }}
          onMouseLeave={() => setHovered(-1)}
        />
        {circle === undefined || mode === undefined ? null : (
          <div
            class={`tip ${circle.y > (canvas.current?.clientHeight ?? 0) / 2 ? 'above' : 'below'}`}
            style={{
              left: `${Math.min((canvas.current?.clientWidth ?? 0) - 78, Math.max(78, circle.x))}px`,
              top: `${circle.y + (circle.y > (canvas.current?.clientHeight ?? 0) / 2 ? -1 : 1) * (circle.radius + 6)}px`,
            }}
          >
            <strong>{words.mode(count(hovered + 1))}</strong>
            <span>
              {words.real} {percent(mode.realShare)}
            </span>
            <span>
              {words.generated} {percent(mode.generatedShare)}
            </span>
          </div>
        )}
      </div>
      <ul class="key below">
        {samples.real === null ? null : (
          <li>
            <span class="swatch round real" />
            {words.real}
          </li>
        )}
        <li>
          <span class="swatch round generated" />
          {words.generated}
        </li>
        {samples.modes === undefined ? null : (
          <li class="grow">{words.covered(count(coveredOf(samples.modes)), count(samples.modes.length))}</li>
        )}
        {outside === 0 ? null : <li class="dim">{words.outside(count(outside))}</li>}
      </ul>
    </>
  );
}

function summaryOf({ generated, real, step, modes, projection }: Samples): string {
  const over = real === null ? '' : ` ${words.samplesOverReal(count(real.count))}`;
  const covered = modes === undefined ? '' : `, ${words.covered(count(coveredOf(modes)), count(modes.length))}`;
  const named = projections[projection] === '' ? '' : ` (${projections[projection]})`;
  return `${words.samplesSummary(count(generated.count), count(step))}${over}${named}${covered}`;
}

/** Widths at which there is room for the table below the picture, beside the curves. */
const besideCurves = '(min-width: 652px) and (max-width: 991px)';

/** Each mode with its two shares, missing ones first. */
function ModeTable({ view, modes }: { readonly view: RunView; readonly modes: NonNullable<Samples['modes']> }): VNode {
  const [open, setOpen] = useState(() => matchMedia(besideCurves).matches);
  const missing = missingModes(view.findings ?? [], modes);
  const order = modes.map((_, i) => i).sort((a, b) => Number(missing.has(b)) - Number(missing.has(a)) || a - b);
  const most = Math.max(...modes.flatMap(({ realShare, generatedShare }) => [realShare, generatedShare]), 1e-9);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.modeTable}</summary>
      {open ? (
        <div class="scrolls">
          <table class="modes">
            <thead>
              <tr>
                <th scope="col">{words.tableMode}</th>
                <th scope="col" class="centre">
                  {words.tablePlace}
                </th>
                <th scope="col">{words.tableReal}</th>
                <th scope="col">{words.tableGenerated}</th>
              </tr>
            </thead>
            <tbody>
              {order.map((i) => {
                const { x, y, realShare, generatedShare } = modes[i]!;
                return (
                  <tr key={i} class={missing.has(i) ? 'missing' : ''}>
                    <th scope="row">
                      {words.mode(count(i + 1))}
                      {missing.has(i) ? <span class="tag"> {words.missingMode}</span> : null}
                    </th>
                    <td class="centre">{point([x, y])}</td>
                    <td>
                      <Bar kind="real" share={realShare} most={most} />
                    </td>
                    <td>
                      <Bar kind="generated" share={generatedShare} most={most} />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      ) : null}
    </details>
  );
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
