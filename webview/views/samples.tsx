/** What the generator makes, over the real data. */
import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Scatter, type Marked } from '../charts/scatter.ts';
import type { DecisionField, PointCloud } from '../../src/protocol/index.ts';
import { Checkbox, Choice } from '../controls.tsx';
import { isDirection, nextPoint } from '../data/direction.ts';
import { meanAt, scoreRange } from '../data/field.ts';
import { count, number, percent } from '../data/format.ts';
import { modeName } from '../data/mode-name.ts';
import { coveredOf, findingsAt, missingModes } from '../data/modes.ts';
import { circleAt } from '../data/plane.ts';
import type { Page } from '../page.ts';
import type { RunView, Samples } from '../run-view.ts';
import { fieldMeanings, projections, withoutFields, words } from '../texts.ts';
import { History } from './history.tsx';
import { useDraw, useSize } from './hooks.ts';
import { Inspection } from './inspected.tsx';

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
        {projection === '' ? null : <span class="dim">{projection}</span>}
        {samples.fixed === undefined ? null : (
          <Choice
            label={words.latents}
            value={page.fixed ? 'fixed' : 'fresh'}
            options={[
              ['fresh', words.freshLatents],
              ['fixed', words.fixedLatents],
            ]}
            onChange={(chosen) => page.showFixed(chosen === 'fixed')}
          />
        )}
      </div>
      <Beneath page={page} samples={samples} />
      <Picture page={page} view={view} samples={samples} />
      <Inspection page={page} view={view} at="samples" />
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

/** Fewer make no density. */
const fewestForDensity = 100;

/** What may lie beneath the samples, to be switched on and off. */
function Beneath({ page, samples }: { readonly page: Page; readonly samples: Samples }): VNode | null {
  const { field, withoutField, generated, projection } = samples;
  const { beneath } = page;
  const isDense = projection !== 'one-dimension' && generated.count >= fewestForDensity;
  if (field === undefined && withoutField === undefined && !isDense) return null;
  return (
    <div class="choices">
      {field === undefined ? null : (
        <Checkbox label={words.field} checked={beneath.field} onChange={(on) => page.showBeneath({ field: on })} />
      )}
      {isDense ? (
        <Checkbox
          label={words.density}
          checked={beneath.density}
          onChange={(on) => page.showBeneath({ density: on })}
        />
      ) : null}
      {withoutField === undefined ? null : <span class="dim">{withoutFields[withoutField]}</span>}
    </div>
  );
}

/** What the ground beneath the samples says. */
function FieldKey({ field }: { readonly field: DecisionField }): VNode {
  const { meaning } = field;
  const { lowest, highest } = scoreRange(field);
  const [low, high] =
    meaning === 'relative'
      ? [words.lowerScore(number(lowest)), words.higherScore(number(highest))]
      : [words.takenForGenerated, words.takenForReal];
  return (
    <li class="field-key" title={fieldMeanings[meaning]}>
      {low}
      <span class={`ramp ${meaning}`} />
      {high}
    </li>
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
    const missing = missingModes(findings, latest.modes ?? []);
    const emphasis = { missing, shown: page.shownMode, marked: markedOf(page, view), beneath: page.beneath };
    scatter.current.draw(drawnOf(page, latest), emphasis, page.theme);
    setOutside(scatter.current.outside);
  });

  const modeAt = ({ offsetX: x, offsetY: y }: MouseEvent): number => circleAt(scatter.current?.circles ?? [], { x, y });
  const inspect = (sample: number): void => {
    const { step } = page.samplesOf(view) ?? samples;
    page.inspect({ step, of: 'samples', sample });
  };
  const isFixed = drawnOf(page, samples) !== samples;
  const shown = page.shownMode ?? -1;
  const circle = scatter.current?.circles[shown];
  const mode = samples.modes?.[shown];
  return (
    <>
      <div class="picture">
        <canvas
          ref={canvas}
          tabIndex={0}
          role="application"
          aria-roledescription="chart"
          aria-label={summaryOf(samples, page.beneath.field)}
          aria-description={words.samplesHelp}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && page.inspected !== null) page.inspect(null);
            else if (isDirection(event.key) && !isFixed) {
              const from = page.inspected?.of === 'samples' ? page.inspected.sample : -1;
              const next = nextPoint(scatter.current?.samples ?? [], from, event.key);
              if (next !== -1) inspect(next);
            } else return;
            event.preventDefault();
          }}
          onMouseMove={(event) => {
            const found = modeAt(event);
            page.pointAt(found === -1 ? null : found);
          }}
          onMouseLeave={() => page.pointAt(null)}
          onClick={(event) => {
            const { offsetX: x, offsetY: y } = event;
            const sample = isFixed ? -1 : (scatter.current?.sampleAt({ x, y }) ?? -1);
            const found = modeAt(event);
            if (sample !== -1) inspect(sample);
            else if (found !== -1) page.pin(found);
            else page.inspect(null);
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
            <strong>{modeName(shown, samples.modes)}</strong>
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
          <li>{words.covered(count(coveredOf(samples.modes)), count(samples.modes.length))}</li>
        )}
        {isFixed || (samples.duplicates?.length ?? 0) === 0 ? null : (
          <li>
            <span class="swatch circle" />
            {words.duplicates(count(samples.duplicates!.length))}
          </li>
        )}
        {page.beneath.field && samples.field !== undefined ? <FieldKey field={samples.field} /> : null}
        {outside === 0 ? null : <li class="dim">{words.outside(count(outside))}</li>}
      </ul>
    </>
  );
}

/** With the samples that are to be seen in the place of the generated ones. */
function drawnOf(page: Page, samples: Samples): Samples {
  if (!page.fixed || samples.fixed === undefined) return samples;
  const fixed: { -readonly [Key in keyof Samples]: Samples[Key] } = { ...samples, generated: samples.fixed };
  delete fixed.duplicates;
  return fixed;
}

/** The sample that is looked at, where it has a place in the picture. */
function markedOf(page: Page, view: RunView): Marked | null {
  const { inspection } = view;
  const areOthers = page.fixed && page.samplesOf(view)?.fixed !== undefined;
  if (page.inspected?.of !== 'samples' || areOthers || inspection?.found == null) return null;
  const { asked, found } = inspection;
  if (found.place === null || asked.step !== page.inspected.step || asked.sample !== page.inspected.sample) return null;
  return { place: found.place, neighbours: found.neighbours.flatMap(({ place }) => (place === null ? [] : [place])) };
}

function summaryOf({ generated, real, step, modes, projection, field }: Samples, withField: boolean): string {
  const over = real === null ? '' : ` ${words.samplesOverReal(count(real.count))}`;
  const covered = modes === undefined ? '' : `, ${words.covered(count(coveredOf(modes)), count(modes.length))}`;
  const named = projections[projection] === '' ? '' : ` (${projections[projection]})`;
  return `${words.samplesSummary(count(generated.count), count(step))}${over}${named}${covered}${withField && field !== undefined ? ` ${judgedOf(field, generated, real)}` : ''}`;
}

/** What D makes of the samples, in a sentence. */
function judgedOf(field: DecisionField, generated: PointCloud, real: PointCloud | null): string {
  const said = (cloud: PointCloud | null): string => {
    const mean = cloud === null ? Number.NaN : meanAt(field, cloud);
    if (Number.isNaN(mean)) return words.noValue;
    return field.meaning === 'logit' ? percent(mean) : number(mean);
  };
  return field.meaning === 'logit'
    ? words.judged(said(real), said(generated))
    : words.scored(said(real), said(generated));
}
