/** What the generator makes, over the real data. */
import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Scatter } from '../charts/scatter.ts';
import { count, percent } from '../data/format.ts';
import { coveredOf, findingsAt, missingModes } from '../data/modes.ts';
import { circleAt } from '../data/plane.ts';
import type { Page } from '../page.ts';
import type { RunView, Samples } from '../run-view.ts';
import { projections, words } from '../texts.ts';
import { History } from './history.tsx';
import { useDraw, useSize } from './hooks.ts';

interface SamplesProps {
  readonly page: Page;
  readonly view: RunView;
}

export function SamplesView({ page, view }: SamplesProps): VNode | null {
  const samples = page.samplesOf(view);
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
      <History page={page} view={view} />
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

  useSize(canvas, () => {
    drawn.current = -1;
    page.frames.request();
  });
  useDraw(page, () => {
    const latest = page.samplesOf(view);
    if (canvas.current === null || latest === null || drawn.current === page.revision.samples) return;
    drawn.current = page.revision.samples;
    scatter.current ??= new Scatter(canvas.current);
    const findings = findingsAt(view.findings ?? [], page.selected);
    scatter.current.draw(latest, missingModes(findings, latest.modes ?? []), page.shownMode, page.theme);
    setOutside(scatter.current.outside);
  });

  const modeAt = ({ offsetX: x, offsetY: y }: MouseEvent): number => circleAt(scatter.current?.circles ?? [], { x, y });
  const shown = page.shownMode ?? -1;
  const circle = scatter.current?.circles[shown];
  const mode = samples.modes?.[shown];
  return (
    <>
      <div class="picture">
        <canvas
          ref={canvas}
          role="img"
          aria-label={summaryOf(samples)}
          onMouseMove={(event) => {
            const found = modeAt(event);
            page.pointAt(found === -1 ? null : found);
          }}
          onMouseLeave={() => page.pointAt(null)}
          onClick={(event) => {
            const found = modeAt(event);
            if (found !== -1) page.pin(found);
          }}
        />
        {circle === undefined || mode === undefined ? null : (
          <div
            class={`tip ${circle.y > (canvas.current?.clientHeight ?? 0) / 2 ? 'above' : 'below'}`}
            style={{
              left: `${Math.min((canvas.current?.clientWidth ?? 0) - 78, Math.max(78, circle.x))}px`,
              top: `${circle.y + (circle.y > (canvas.current?.clientHeight ?? 0) / 2 ? -1 : 1) * (circle.radius + 6)}px`,
            }}
          >
            <strong>{words.mode(count(shown + 1))}</strong>
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
