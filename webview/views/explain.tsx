/** One finding in full: what and since when, its evidence in numbers and as curves, the cause, and what to try. */
import type { VNode } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Finding, OfferedChange, OfferedRemedy, RuleId } from '../../src/protocol/index.ts';
import { Button, IconButton } from '../controls.tsx';
import { count } from '../data/format.ts';
import { groupsOf, type ChartId } from '../data/groups.ts';
import { SeverityIcon } from '../icons.tsx';
import type { Page } from '../page.ts';
import { explanationOf, titleOf } from '../prose.ts';
import type { RunView } from '../run-view.ts';
import { severities, words } from '../texts.ts';
import { Chart } from './chart.tsx';
import { scaleOf } from './curves.tsx';
import { Evidence, NamedModes, sentence } from './evidence.tsx';
import { FindingStrip } from './finding-strip.tsx';
import { Modes } from './modes.tsx';
import { SamplesView } from './samples.tsx';

/** What a rule looks at: charts, and whether it looks at samples. */
const looksAt: Readonly<Record<RuleId, { readonly charts: readonly ChartId[]; readonly samples: boolean }>> = {
  'mode-collapse': { charts: ['loss'], samples: true },
  'mode-dropping': { charts: [], samples: true },
  'class-collapse': { charts: [], samples: true },
  'mode-hopping': { charts: [], samples: true },
  'duplicate-samples': { charts: [], samples: true },
  memorisation: { charts: [], samples: true },
  'latent-ignored': { charts: [], samples: true },
  'no-overlap': { charts: ['loss', 'gradient'], samples: true },
  'discriminator-too-weak': { charts: ['score'], samples: true },
  diverging: { charts: ['loss'], samples: true },
  'vanishing-gradient': { charts: ['gradient'], samples: false },
  'exploding-gradient': { charts: ['gradient'], samples: false },
  'sparse-gradient': { charts: ['gradient', 'other'], samples: false },
  'non-finite': { charts: ['loss', 'score', 'gradient'], samples: false },
  'loss-correlation': { charts: ['loss'], samples: false },
  'redundant-generators': { charts: [], samples: true },
  'starving-mode': { charts: ['other'], samples: true },
  stalled: { charts: [], samples: false },
};

interface ExplainProps {
  readonly page: Page;
  readonly view: RunView;
  readonly finding: Finding;
}

export function Explain({ page, view, finding }: ExplainProps): VNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [finding.rule, finding.raised]);
  const { rule, severity, from, to, evidence } = finding;
  const explanation = explanationOf(finding);
  return (
    <article
      class="explain"
      aria-label={titleOf(rule)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) page.closeExplanation();
      }}
    >
      <div class={`explain-head severity-${severity}`}>
        <IconButton icon="back" label={words.back} onPress={() => page.closeExplanation()} />
        <SeverityIcon severity={severity} />
        <span class="unseen">{severities[severity]}: </span>
        <h2 ref={heading} tabIndex={-1}>
          {titleOf(rule)}
        </h2>
        <span class="dim">{to === null ? words.since(count(from)) : words.fromTo(count(from), count(to))}</span>
      </div>
      <div class="explain-parts">
        <div class="said">
          <p>{sentence(explanation.seen, evidence.tag)}</p>
          <Evidence finding={finding} />
          <NamedModes rule={rule} modes={evidence.modes ?? []} />
          <h3>{words.how}</h3>
          <p>{explanation.how}</p>
          <h3>{words.why}</h3>
          <p>{explanation.why}</p>
          <h3>{words.try}</h3>
          <p>{explanation.try}</p>
          <Remedies page={page} rule={rule} />
          <p class="links">
            <button type="button" class="link" onClick={() => page.reveal(rule)}>
              {words.show}
            </button>
            <button type="button" class="link" onClick={() => page.openHelp(rule)}>
              {words.help}
            </button>
          </p>
        </div>
        <Plotted page={page} view={view} finding={finding} />
      </div>
    </article>
  );
}

/** Remedies that are shown at once; the others are folded. */
const shownRemedies = 4;

function Remedies({ page, rule }: { readonly page: Page; readonly rule: RuleId }): VNode | null {
  const offered = page.remedies?.rule === rule ? page.remedies.remedies : [];
  if (offered.length === 0) return null;
  const entry = (remedy: OfferedRemedy, i: number): VNode => (
    <li key={remedy.id}>
      <p>{remedy.title}</p>
      {remedy.note === null ? null : <p class="dim">{remedy.note}</p>}
      <code>{remedy.changes.map(changeOf).join('\n')}</code>
      <div class="buttons">
        <Button secondary={i > 0} onPress={() => page.applyRemedy(rule, remedy.id, true)}>
          {words.fixAndStart}
        </Button>
        <Button secondary onPress={() => page.applyRemedy(rule, remedy.id, false)}>
          {words.fix}
        </Button>
      </div>
    </li>
  );
  const more = offered.slice(shownRemedies);
  return (
    <>
      <ul class="remedies">{offered.slice(0, shownRemedies).map(entry)}</ul>
      {more.length === 0 ? null : (
        <details class="more-remedies">
          <summary>{words.moreRemedies(count(more.length))}</summary>
          <ul class="remedies">{more.map((remedy, i) => entry(remedy, i + shownRemedies))}</ul>
        </details>
      )}
    </>
  );
}

function changeOf({ kind, path, before, after }: OfferedChange): string {
  if (kind === 'insert') return `${path}: + ${after}`;
  return before === null ? `${path}: ${after}` : `${path}: ${before} → ${after}`;
}

/** What the rule looked at, over time, with the finding on it. */
function Plotted({ page, view, finding }: ExplainProps): VNode | null {
  const groups = useMemo(() => groupsOf(view.tags), [view.tags]);
  const { charts, samples } = looksAt[finding.rule];
  const shown = groups.filter(({ id }) => charts.includes(id));
  const withSamples = samples && page.samplesOf(view) !== null;
  if (shown.length === 0 && !withSamples) return null;
  return (
    <div class="plotted pictures">
      {shown.length === 0 ? null : (
        <section aria-label={words.curves}>
          <FindingStrip page={page} view={view} />
          <div class="charts">
            {shown.map((group, i) => (
              <Chart
                key={`${group.id} ${group.curves.map(({ tag }) => tag).join(' ')}`}
                page={page}
                view={view}
                group={group}
                scale={scaleOf(page, view, group)}
                stepAxis={i === shown.length - 1}
              />
            ))}
          </div>
        </section>
      )}
      {withSamples ? (
        <>
          <SamplesView page={page} view={view} />
          <Modes page={page} view={view} />
        </>
      ) : null}
    </div>
  );
}
