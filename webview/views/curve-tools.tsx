/** How curves are looked at: smoothed, on a logarithmic scale, whole or in part. */
import type { VNode } from 'preact';
import { Checkbox, IconButton, Slider } from '../controls.tsx';
import { count } from '../data/format.ts';
import { smoothedPoints, smoothingPlaces } from '../data/smoothing.ts';
import type { Page } from '../page.ts';
import { words } from '../texts.ts';

export function CurveTools({ page }: { readonly page: Page }): VNode {
  const points = smoothedPoints(page.smoothing);
  return (
    <div class="tools">
      <Slider
        label={words.smoothing}
        value={page.smoothing}
        highest={smoothingPlaces}
        text={points === 1 ? words.smoothingOff : words.smoothingOver(count(points))}
        onChange={(place) => page.setSmoothing(place)}
      />
      <Checkbox label={words.logScale} checked={page.log} onChange={(log) => page.setLog(log)} />
      <span class="where">{whereOf(page)}</span>
      <IconButton icon="whole" label={words.wholeRun} hidden={page.zoom === null} onPress={() => page.zoomTo(null)} />
    </div>
  );
}

/** Always says something of about the same length, so that nothing moves when the pointer comes. */
function whereOf({ at, view }: Page): string {
  if (at !== null) return words.step(count(at));
  return view === null ? '' : words.stepsTo(count(view.from), count(view.to));
}
