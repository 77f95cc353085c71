/** The findings: what and since when. Each is opened in full by a click. */
import type { VNode } from 'preact';
import type { Finding } from '../../src/protocol/index.ts';
import { Badge } from '../controls.tsx';
import { count } from '../data/format.ts';
import { inOrder } from '../data/health.ts';
import { SeverityIcon } from '../icons.tsx';
import type { Page } from '../page.ts';
import { explanationOf, titleOf } from '../prose.ts';
import type { RunView } from '../run-view.ts';
import { severities, words } from '../texts.ts';
import { Evidence, NamedModes, sentence } from './evidence.tsx';

interface FindingsProps {
  readonly page: Page;
  readonly view: RunView;
}

export function Findings({ page, view }: FindingsProps): VNode {
  const findings = inOrder(view.findings ?? []);
  const open = findings.filter(({ to }) => to === null).length;
  const live = view.status === null || ['running', 'paused', 'foreign'].includes(view.status.state);
  return (
    <section class="findings" aria-label={words.findings}>
      <div class="heading">
        <h2>{words.findings}</h2>
        {open === 0 ? null : <Badge>{open}</Badge>}
      </div>
      {findings.length === 0 ? (
        <p class="dim">{live ? words.noFindings : words.noFindingsEnded}</p>
      ) : (
        <ul>
          {findings.map((finding, i) => (
            <li key={`${finding.rule} ${finding.raised}`}>
              <Card page={page} finding={finding} unfolded={i === 0 && finding.to === null} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface CardProps {
  readonly page: Page;
  readonly finding: Finding;
  /** Whether its numbers are shown too. */
  readonly unfolded: boolean;
}

function Card({ page, finding, unfolded }: CardProps): VNode {
  const { rule, severity, from, to, evidence } = finding;
  const { modes = [] } = evidence;
  return (
    <article class={to === null ? `card severity-${severity}` : 'card ended'}>
      <button type="button" class="card-head" title={words.explain} onClick={() => page.explain(finding)}>
        <SeverityIcon severity={severity} />
        <span class="unseen">{severities[severity]}: </span>
        <span class="card-title">{titleOf(rule)}</span>{' '}
        <span class="dim">{to === null ? words.since(count(from)) : words.fromTo(count(from), count(to))}</span>
      </button>
      <p>{sentence(explanationOf(finding).seen, evidence.tag)}</p>
      {unfolded ? (
        <>
          <NamedModes rule={rule} modes={modes} />
          <Evidence finding={finding} />
        </>
      ) : null}
      <p class="links">
        <button type="button" class="link" onClick={() => page.explain(finding)}>
          {words.explain}
        </button>
        <button type="button" class="link" onClick={() => page.reveal(rule)}>
          {words.show}
        </button>
      </p>
    </article>
  );
}
