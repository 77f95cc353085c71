/** Which of the logged samples are shown: a slider through all of them, the latest at its end. */
import type { VNode } from 'preact';
import { IconButton, Slider } from '../controls.tsx';
import { lastUpTo } from '../data/lookup.ts';
import { count } from '../data/format.ts';
import type { Page } from '../page.ts';
import type { RunView } from '../run-view.ts';
import { words } from '../texts.ts';

export function History({ page, view }: { readonly page: Page; readonly view: RunView }): VNode | null {
  const { history } = view;
  if (history.length < 2) return null;
  const last = history.length - 1;
  const { selected } = page;
  const value = selected === null ? last : Math.max(0, lastUpTo(history, selected));
  return (
    <div class="history">
      <Slider
        label={words.history}
        wide
        value={value}
        highest={last}
        text={selected === null ? words.latest : words.step(count(selected))}
        onChange={(index) => page.select(index === last ? null : history[index]!)}
      />
      <IconButton icon="latest" label={words.toLatest} hidden={selected === null} onPress={() => page.select(null)} />
    </div>
  );
}
