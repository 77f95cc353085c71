/** Says new findings to screen readers; those that were there already when the run was opened are in the list. */
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { messageOf } from '../prose.ts';
import type { RunView } from '../run-view.ts';
import { words } from '../texts.ts';

export function Announcer({ view }: { readonly view: RunView }): VNode {
  const known = useRef<ReadonlySet<string> | null>(null);
  const said = useRef('');
  if (view.findings !== null) {
    const now = new Map(view.findings.map((finding) => [`${finding.rule} ${finding.raised}`, finding]));
    const before = known.current;
    const fresh = before === null ? [] : [...now].filter(([id, { to }]) => to === null && !before.has(id));
    if (fresh.length > 0) said.current = fresh.map(([, finding]) => words.newFinding(messageOf(finding))).join(' ');
    known.current = new Set(now.keys());
  }
  return (
    <div class="unseen" aria-live="polite">
      {said.current}
    </div>
  );
}
