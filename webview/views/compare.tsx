/** Several runs side by side: their curves, final measures, and what differs in their configs. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { curveColour } from '../charts/curve-chart.ts';
import type { ComparedRuns } from '../data/compared.ts';
import { configDifferences } from '../data/config-differences.ts';
import { count, percent, reading } from '../data/format.ts';
import type { Curve } from '../data/groups.ts';
import { healthOf, inOrder } from '../data/health.ts';
import type { ScaleKind } from '../data/height.ts';
import { coveredOf } from '../data/modes.ts';
import { HealthIcon } from '../icons.tsx';
import type { Page } from '../page.ts';
import { titleOf } from '../prose.ts';
import type { RunView } from '../run-view.ts';
import { healths, states, words } from '../texts.ts';
import { CurveTools } from './curve-tools.tsx';
import { Plot } from './plot.tsx';

interface CompareProps {
  readonly page: Page;
  readonly runs: ComparedRuns;
}

export function Compare({ page, runs }: CompareProps): VNode {
  const { tags } = runs;
  return (
    <main class="compare">
      <header>
        <div class="title">
          <h1>{words.compare}</h1>
          <span class="dim">{words.comparedRuns(count(runs.views.length))}</span>
        </div>
      </header>
      <Measures page={page} runs={runs} />
      <Differences runs={runs} />
      {tags.length === 0 ? (
        <p class="dim">{words.waiting}</p>
      ) : (
        <section class="curves" aria-label={words.curves}>
          <div class="heading">
            <h2>{words.curves}</h2>
          </div>
          <CurveTools page={page} />
          <div class="compared">
            {tags.map(({ tag }) => {
              const scale = scaleOf(page, runs, tag);
              return <Overlay key={`${tag} ${scale}`} page={page} runs={runs} tag={tag} scale={scale} />;
            })}
          </div>
        </section>
      )}
    </main>
  );
}

/** Loss of the discriminator, then of the generator, where a run has them by these names. */
const finalTags = ['loss/discriminator', 'loss/generator'] as const;

/** One row for each run, which is at once the key of the curves. */
function Measures({ page, runs }: CompareProps): VNode {
  return (
    <section class="measures" aria-label={words.measures}>
      <div class="heading">
        <h2>{words.measures}</h2>
      </div>
      <div class="scrolls">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.tableRun}</th>
              <th scope="col">{words.tableVerdict}</th>
              <th scope="col">{words.tableStep}</th>
              <th scope="col">{words.lossOfDiscriminator}</th>
              <th scope="col">{words.lossOfGenerator}</th>
              <th scope="col">{words.modesCovered}</th>
              <th scope="col">{words.nearModes}</th>
            </tr>
          </thead>
          <tbody>
            {runs.views.map((view, i) => (
              <Measured key={view.run} page={page} view={view} place={i} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface MeasuredProps {
  readonly page: Page;
  readonly view: RunView;
  readonly place: number;
}

function Measured({ page, view, place }: MeasuredProps): VNode {
  const { status, findings, samples } = view;
  const modes = samples?.modes;
  const health = healthOf(status, findings ?? [], modes);
  const open = inOrder(findings ?? []).filter(({ to }) => to === null);
  const step = status?.step ?? view.lastStep;
  return (
    <tr>
      <th scope="row">
        <span class="run-name">
          <span class="swatch" style={{ backgroundColor: curveColour(page.theme, curveOf(view, place)) }} />
          <button type="button" class="link" title={words.showRun} onClick={() => page.showRun(view.run)}>
            {view.name}
          </button>
        </span>
        <span class="dim">{status === null ? '' : states[status.state]}</span>
      </th>
      <td class="verdicts">
        <HealthIcon health={health} />
        <span>
          {healths[health]}
          {open.length === 0 ? '' : `: ${open.map(({ rule }) => titleOf(rule)).join(', ')}`}
        </span>
      </td>
      <td>{step === null ? words.noValue : count(step)}</td>
      {finalTags.map((tag) => {
        const series = view.series.get(tag);
        return <td key={tag}>{series === undefined ? words.noValue : reading(series.raw.at(series.length - 1))}</td>;
      })}
      <td>{modes === undefined ? words.noValue : words.ofAll(count(coveredOf(modes)), count(modes.length))}</td>
      <td>
        {modes === undefined
          ? words.noValue
          : percent(modes.reduce((sum, { generatedShare }) => sum + generatedShare, 0))}
      </td>
    </tr>
  );
}

function Differences({ runs }: { readonly runs: ComparedRuns }): VNode {
  const differences = useMemo(() => configDifferences(runs.configs), [runs]);
  return (
    <section>
      <div class="heading">
        <h2>{words.differences}</h2>
      </div>
      {differences.length === 0 ? (
        <p class="dim">{words.noDifferences}</p>
      ) : (
        <div class="scrolls" tabIndex={0} role="region" aria-label={words.differences}>
          <table class="differences">
            <thead>
              <tr>
                <th scope="col">{words.tablePath}</th>
                {runs.views.map((view) => (
                  <th scope="col" key={view.run}>
                    {view.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {differences.map(({ path, values }) => (
                <tr key={path}>
                  <th scope="row">
                    <code>{path}</code>
                  </th>
                  {values.map((value, i) => (
                    <td key={i}>{value === null ? words.noValue : <code>{value}</code>}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

interface OverlayProps extends CompareProps {
  readonly tag: string;
  readonly scale: ScaleKind;
}

/** One quantity of all runs. */
function Overlay({ page, runs, tag, scale }: OverlayProps): VNode {
  return (
    <Plot
      page={page}
      title={tag}
      heading={<h3>{tag}</h3>}
      curves={runs.views.map(curveOf)}
      unnamed
      scale={scale}
      stepAxis
      selects={false}
      seriesNow={() => runs.seriesOf(tag)}
      findingsNow={({ to }) => ({ findings: [], end: to })}
    />
  );
}

function curveOf({ name }: RunView, place: number): Curve {
  return { tag: String(place), label: name, side: place };
}

function scaleOf(page: Page, runs: ComparedRuns, tag: string): ScaleKind {
  if (!page.log) return 'linear';
  const found = { lowest: -1, highest: -1 };
  for (const { raw } of runs.seriesOf(tag).values()) {
    raw.extremes(0, raw.length, found);
    if (raw.at(found.lowest) < 0) return 'symmetric';
  }
  return 'log';
}
