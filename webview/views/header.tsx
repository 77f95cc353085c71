/** Which run, how far, how fast, how well; and what can be done with it. */
import type { VNode } from 'preact';
import type { RunStatus } from '../../src/protocol/index.ts';
import { IconButton } from '../controls.tsx';
import { count, duration, speed } from '../data/format.ts';
import { healthOf, inOrder } from '../data/health.ts';
import { HealthIcon } from '../icons.tsx';
import type { Page } from '../page.ts';
import { explanationOf, nextPhaseWords, titleOf } from '../prose.ts';
import type { RunView } from '../run-view.ts';
import { healths, states, words } from '../texts.ts';

export function Header({ page, view }: { readonly page: Page; readonly view: RunView }): VNode {
  const { status } = view;
  const findings = view.findings ?? [];
  const health = healthOf(status, findings, view.samples?.modes);
  const worst = inOrder(findings).find(({ to }) => to === null);
  return (
    <header>
      <div class="title">
        <h1 title={view.run}>{view.name}</h1>
        {status === null ? null : <span class={`state ${status.state}`}>{states[status.state]}</span>}
        <Actions page={page} state={status?.state} />
      </div>
      {status === null ? null : <Progress status={status} />}
      {status === null ? null : (
        <div class="facts">
          {factsOf(status).map((fact, i) => (
            <span key={i}>{fact}</span>
          ))}
        </div>
      )}
      <div class="verdict">
        <HealthIcon health={health} />
        <span class="unseen">{words.health}: </span>
        <strong>{healths[health]}</strong>{' '}
        {worst === undefined ? null : (
          <button type="button" class="lead" title={words.explain} onClick={() => page.explain(worst)}>
            {titleOf(worst.rule)}: {explanationOf(worst).seen}
          </button>
        )}
      </div>
    </header>
  );
}

function factsOf(status: RunStatus): readonly string[] {
  const { step, steps, stepsPerSecond, secondsLeft, engine, state } = status;
  const facts = [steps === null ? words.step(count(step)) : words.stepOf(count(step), count(steps))];
  if (state === 'running' || state === 'foreign') {
    if (stepsPerSecond !== null) facts.push(words.perSecond(speed(stepsPerSecond)));
    if (secondsLeft !== null) facts.push(words.left(duration(secondsLeft)));
  }
  if (status.phase !== undefined) facts.push(nextPhaseWords(status.phase));
  if (engine !== null) facts.push(words.engine(engine));
  return facts;
}

function Progress({ status: { step, steps, state } }: { readonly status: RunStatus }): VNode | null {
  if (steps === null) return null;
  const percentage = steps > 0 ? Math.min(100, (100 * step) / steps) : 100;
  return (
    <div
      class={`progress ${state}`}
      role="progressbar"
      aria-label={words.progress}
      aria-valuemin={0}
      aria-valuemax={steps}
      aria-valuenow={step}
      aria-valuetext={words.stepOf(count(step), count(steps))}
    >
      <div style={{ width: `${percentage}%` }} />
    </div>
  );
}

/** A log made elsewhere cannot be steered from here. */
function Actions({ page, state }: { readonly page: Page; readonly state: RunStatus['state'] | undefined }): VNode {
  const live = state === 'running' || state === 'paused';
  const own = state !== undefined && state !== 'foreign';
  const resumable = state === 'paused' || state === 'stopped' || state === 'crashed' || state === 'failed';
  return (
    <div class="actions" role="toolbar" aria-label={words.runControls}>
      {state === 'running' ? (
        <IconButton icon="pause" label={words.pause} onPress={() => page.control('pause')} />
      ) : null}
      {state === 'paused' ? (
        <IconButton icon="step" label={words.stepPhase} onPress={() => page.control('step')} />
      ) : null}
      {resumable ? <IconButton icon="resume" label={words.resume} onPress={() => page.control('resume')} /> : null}
      {live ? <IconButton icon="stop" label={words.stop} onPress={() => page.control('stop')} /> : null}
      {own ? <IconButton icon="restart" label={words.restart} onPress={() => page.control('restart')} /> : null}
      <IconButton icon="folder" label={words.openFolder} onPress={() => page.openFolder()} />
    </div>
  );
}
