/** The whole page. */
import type { VNode } from 'preact';
import { Waiting } from '../controls.tsx';
import { Icon } from '../icons.tsx';
import type { Page } from '../page.ts';
import type { RunView } from '../run-view.ts';
import { words } from '../texts.ts';
import { Announcer } from './announcer.tsx';
import { Banners } from './banners.tsx';
import { Compare } from './compare.tsx';
import { Curves } from './curves.tsx';
import { Explain } from './explain.tsx';
import { Findings } from './findings.tsx';
import { Header } from './header.tsx';
import { useText } from './hooks.ts';
import { Modes } from './modes.tsx';
import { Mosaic } from './mosaic.tsx';
import { Projection } from './projection.tsx';
import { SamplesView } from './samples.tsx';

export function App({ page }: { readonly page: Page }): VNode {
  useText(page);
  const { screen } = page;
  switch (screen.kind) {
    case 'waiting':
      return <Alone busy title={words.waiting} />;
    case 'outdated':
      return <Alone title={words.outdated} />;
    case 'nothing':
      return <Alone title={words.nothing} more={words.nothingMore} />;
    case 'compare':
      return <Compare page={page} runs={screen.runs} />;
    case 'run':
      return <Run key={screen.view.run} page={page} view={screen.view} />;
  }
}

function Run({ page, view }: { readonly page: Page; readonly view: RunView }): VNode {
  const state = view.status?.state;
  const explained = page.explainedOf(view);
  const mosaic = page.mosaicOf(view);
  const hasCurves = view.tags.length > 0;
  const hasSomething = hasCurves || view.samples !== null || view.mosaic !== null;
  const awaited = state === undefined || state === 'running' || state === 'paused' || state === 'foreign';
  return (
    <main>
      <Header page={page} view={view} />
      <Banners view={view} />
      <Announcer view={view} />
      {explained !== undefined ? (
        <Explain key={`${explained.rule} ${explained.raised}`} page={page} view={view} finding={explained} />
      ) : hasSomething ? (
        <div class={hasCurves ? 'views' : 'views without-curves'}>
          {hasCurves ? <Curves page={page} view={view} /> : null}
          <div class="pictures">
            {mosaic === null ? null : <Mosaic page={page} view={view} generated={mosaic} real={view.realMosaic} />}
            <SamplesView page={page} view={view} />
            <Modes page={page} view={view} />
          </div>
          <Findings page={page} view={view} />
          <Projection page={page} view={view} />
        </div>
      ) : (
        <>
          <Empty
            busy={awaited}
            title={awaited ? words.waiting : words.emptyLog}
            {...(awaited ? { more: words.waitingMore } : {})}
          />
          {(view.findings ?? []).length === 0 ? null : <Findings page={page} view={view} />}
        </>
      )}
    </main>
  );
}

/** Nothing else on the page. */
function Alone(props: EmptyProps): VNode {
  return (
    <main>
      <h1 class="unseen">Modescope</h1>
      <Empty {...props} />
    </main>
  );
}

interface EmptyProps {
  readonly title: string;
  readonly more?: string;
  readonly busy?: boolean;
}

function Empty({ title, more, busy = false }: EmptyProps): VNode {
  return (
    <div class="empty" role="status">
      {busy ? <Waiting /> : <Icon name="chart" kind="large" />}
      <p class="empty-title">{title}</p>
      {more === undefined ? null : <p class="dim">{more}</p>}
    </div>
  );
}
