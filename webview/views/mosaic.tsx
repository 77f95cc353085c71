/** Images as the run logged them, many in one picture: generated ones, beside real ones where there are some. */
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { MosaicUpdate } from '../../src/protocol/index.ts';
import { count } from '../data/format.ts';
import { words } from '../texts.ts';

interface MosaicProps {
  readonly generated: MosaicUpdate;
  readonly real: MosaicUpdate | null;
}

export function Mosaic({ generated, real }: MosaicProps): VNode {
  return (
    <section class="mosaic" aria-label={words.mosaic}>
      <div class="heading">
        <h2>{words.mosaic}</h2>
        <span class="dim">{words.step(count(generated.step))}</span>
      </div>
      <div class="mosaics">
        <Picture mosaic={generated} summary={words.mosaicSummary(count(generated.step))} />
        {real === null ? null : <Picture mosaic={real} summary={words.realMosaicSummary} />}
      </div>
    </section>
  );
}

/** Width in pixels that small mosaics are enlarged to at least. */
const leastWidth = 640;

/** By whole numbers, so that all pixels of an image are of one size; the page makes it fit. */
function draw(image: ImageBitmap, canvas: HTMLCanvasElement): void {
  const times = Math.max(1, Math.ceil(leastWidth / image.width));
  canvas.width = times * image.width;
  canvas.height = times * image.height;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.imageSmoothingEnabled = false;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
}

function Picture({ mosaic, summary }: { readonly mosaic: MosaicUpdate; readonly summary: string }): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    let superseded = false;
    // Decoded from memory: no address, so no exception to the content security policy.
    createImageBitmap(new Blob([new Uint8Array(mosaic.png)], { type: 'image/png' })).then(
      (image) => {
        if (superseded || canvas.current === null) return;
        draw(image, canvas.current);
        image.close();
        setBroken(false);
      },
      () => {
        if (!superseded) setBroken(true);
      },
    );
    return () => {
      superseded = true;
    };
  }, [mosaic]);
  return (
    <figure>
      {broken ? <p class="dim">{words.mosaicBroken}</p> : null}
      <canvas ref={canvas} role="img" aria-label={summary} hidden={broken} />
      <figcaption>
        <span class={`swatch round ${mosaic.shows}`} />
        {mosaic.shows === 'real' ? words.real : words.generated}
      </figcaption>
    </figure>
  );
}
