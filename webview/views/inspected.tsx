/** One generated sample, beside the real ones that it is most like. */
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Inspected, SeenSample, SmallPicture } from '../../src/protocol/index.ts';
import { IconButton } from '../controls.tsx';
import { count, number, point } from '../data/format.ts';
import { modeName } from '../data/mode-name.ts';
import type { InspectedIn, Page } from '../page.ts';
import type { RunView, Samples } from '../run-view.ts';
import { words } from '../texts.ts';

interface InspectionProps {
  readonly page: Page;
  readonly view: RunView;
  /** The picture that it stands below. */
  readonly at: InspectedIn;
}

/** Nothing while no sample of this picture is looked at. */
export function Inspection({ page, view, at }: InspectionProps): VNode | null {
  const wish = page.inspected;
  if (wish === null || page.inspectedIn !== at) return null;
  const { inspection } = view;
  const isAnswer = inspection?.asked.sample === wish.sample && inspection.asked.step === wish.step;
  const found = isAnswer ? inspection.found : undefined;
  return (
    <div class="inspected" role="group" aria-label={words.inspected(count(wish.sample + 1))}>
      <div class="heading">
        <h3>{words.inspected(count(wish.sample + 1))}</h3>
        <span class="dim">{words.step(count(wish.step))}</span>
        <IconButton icon="close" label={words.dismiss} onPress={() => page.inspect(null)} />
      </div>
      <div aria-live="polite">
        {found === undefined ? null : found === null ? (
          <p class="dim">{words.notKept}</p>
        ) : (
          <Found found={found} modes={page.samplesOf(view)?.modes} />
        )}
      </div>
    </div>
  );
}

interface FoundProps {
  readonly found: Inspected;
  /** As last sent, with what they are of. */
  readonly modes: Samples['modes'];
}

function Found({ found, modes }: FoundProps): VNode {
  const where =
    found.modes === 0 ? null : found.mode < 0 ? words.nearNone : words.nearMode(modeName(found.mode, modes));
  return (
    <>
      <p>
        {where === null ? null : words.sentence(where)}{' '}
        {found.twins === 0 ? null : words.sentence(words.twins(count(found.twins)))}
      </p>
      <ul class="likes">
        <li>
          <Seen sample={found} />
          <span class="dim">{words.generated}</span>
        </li>
        {found.neighbours.map((neighbour, i) => (
          <li key={i}>
            <Seen sample={neighbour} />
            <span class="dim">
              {neighbour.label === undefined ? words.real : words.realOfClass(neighbour.label)}
              {neighbour.mode === found.mode || neighbour.mode < 0 ? '' : `, ${words.mode(count(neighbour.mode + 1))}`}
            </span>
            <span>{words.away(number(neighbour.distance))}</span>
          </li>
        ))}
      </ul>
      {Number.isNaN(found.usual) ? null : <p class="dim">{words.usualAway(number(found.usual))}</p>}
    </>
  );
}

function Seen({ sample: { picture, values } }: { readonly sample: SeenSample }): VNode | null {
  if (picture !== null) return <Small picture={picture} />;
  return values === null ? null : <span>{point([...values])}</span>;
}

function Small({ picture }: { readonly picture: SmallPicture }): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { height, width, channels, data } = picture;
  useEffect(() => {
    const ctx = canvas.current?.getContext('2d');
    if (ctx === null || ctx === undefined) return;
    const image = ctx.createImageData(width, height);
    for (let i = 0; i < width * height; i++) {
      for (let c = 0; c < 3; c++) image.data[4 * i + c] = data[i * channels + Math.min(c, channels - 1)]!;
      image.data[4 * i + 3] = 255;
    }
    ctx.putImageData(image, 0, 0);
  }, [picture]);
  return <canvas ref={canvas} class="small" width={width} height={height} aria-hidden="true" />;
}
