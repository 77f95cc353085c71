/** What went wrong with the run itself or with its log. */
import type { VNode } from 'preact';
import { Icon } from '../icons.tsx';
import type { RunView } from '../run-view.ts';
import { words } from '../texts.ts';

export function Banners({ view }: { readonly view: RunView }): VNode | null {
  const { status, problem } = view;
  const ended = status?.state === 'failed' || status?.state === 'crashed' ? status : undefined;
  if (ended === undefined && problem === null) return null;
  return (
    <div class="banners" role="alert">
      {ended === undefined ? null : (
        <Banner
          kind="error"
          title={ended.state === 'failed' ? words.failed : words.crashed}
          more={ended.reason ?? (ended.state === 'crashed' ? words.crashedMore : '')}
        />
      )}
      {problem === null ? null : <Banner kind="warning" title={words.logProblem} more={problem} />}
    </div>
  );
}

interface BannerProps {
  readonly kind: 'error' | 'warning';
  readonly title: string;
  readonly more: string;
}

function Banner({ kind, title, more }: BannerProps): VNode {
  return (
    <div class={`banner ${kind}`}>
      <Icon name={kind} kind={`severity-${kind}`} />
      <p>
        <strong>{title}.</strong> {more}
      </p>
    </div>
  );
}
