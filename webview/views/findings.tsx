/** The findings in full: what, since when, how it is known, why, and what to try. */
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { english, explanationOf, titleOf } from '../../src/prose/index.ts';
import type { Finding, NamedMode } from '../../src/protocol/index.ts';
import { Badge } from '../controls.tsx';
import { count, number, percent, point } from '../data/format.ts';
import { inOrder } from '../data/health.ts';
import { SeverityIcon } from '../icons.tsx';
import type { Page } from '../page.ts';
import type { RunView } from '../run-view.ts';
import { severities, words } from '../texts.ts';

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
  /** Whether it is told in full at first. */
  readonly unfolded: boolean;
}

function Card({ page, finding, unfolded }: CardProps): VNode {
  const [open, setOpen] = useState(unfolded);
  const { rule, severity, from, to, evidence } = finding;
  const explanation = explanationOf(finding);
  const { modes = [] } = evidence;
  return (
    <article class={to === null ? `card severity-${severity}` : 'card ended'}>
      <button type="button" class="card-head" title={words.show} onClick={() => page.reveal(rule)}>
        <SeverityIcon severity={severity} />
        <span class="unseen">{severities[severity]}: </span>
        <span class="card-title">{titleOf(rule)}</span>{' '}
        <span class="dim">{to === null ? words.since(count(from)) : words.fromTo(count(from), count(to))}</span>
      </button>
      <p>{sentence(explanation.seen, evidence.tag)}</p>
      {modes.length === 0 || to !== null ? null : (
        <ModeTable title={rule === 'mode-dropping' ? words.missingModes : words.heldModes} modes={modes} />
      )}
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{words.details}</summary>
        {open ? (
          <>
            <Evidence finding={finding} />
            <h3>{words.how}</h3>
            <p>{explanation.how}</p>
            <h3>{words.why}</h3>
            <p>{explanation.why}</p>
            <h3>{words.try}</h3>
            <p>{explanation.try}</p>
          </>
        ) : null}
      </details>
    </article>
  );
}

const nonBreaking = '\u00a0';
/** Modes listed at most; the table of modes has all. */
const mostModes = 8;

function ModeTable({ title, modes }: { readonly title: string; readonly modes: readonly NamedMode[] }): VNode {
  return (
    <>
      <table class="evidence">
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{words.ofData}</th>
            <th scope="col">{words.ofSamples}</th>
          </tr>
        </thead>
        <tbody>
          {modes.slice(0, mostModes).map(({ mode, prototype, label, realShare, generatedShare }) => (
            <tr key={mode}>
              <th scope="row">
                {label ?? words.mode(count(mode + 1))}
                {prototype.length > 0 && prototype.length <= 4
                  ? ` ${point(prototype).replaceAll(' ', nonBreaking)}`
                  : ''}
              </th>
              <td>{percent(realShare)}</td>
              <td>{percent(generatedShare)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {modes.length > mostModes ? <p class="dim">{words.more(count(modes.length - mostModes))}</p> : null}
    </>
  );
}

function Evidence({ finding: { evidence } }: { readonly finding: Finding }): VNode | null {
  if (evidence.measurements.length === 0) return null;
  return (
    <table class="evidence">
      <thead>
        <tr>
          <th scope="col">{words.evidence}</th>
          <th scope="col">{words.measured}</th>
          <th scope="col">{words.threshold}</th>
        </tr>
      </thead>
      <tbody>
        {evidence.measurements.map(({ name, value, threshold }) => (
          <tr key={name}>
            <th scope="row">{capital(english.measurements[name] ?? name)}</th>
            <td>{number(value)}</td>
            <td>{threshold === undefined ? words.noValue : number(threshold)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Names of tags are left as they are. */
function sentence(text: string, tag: string | undefined): string {
  return `${tag !== undefined && text.startsWith(tag) ? text : capital(text)}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
