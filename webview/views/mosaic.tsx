/** Generated images as the run logged them: one picture of many. */
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { MosaicUpdate } from '../../src/protocol/index.ts';
import { count } from '../data/format.ts';
import { words } from '../texts.ts';

export function Mosaic({ mosaic }: { readonly mosaic: MosaicUpdate }): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    let superseded = false;
    // Decoded from memory: no address, so no exception to the content security policy.
    createImageBitmap(new Blob([new Uint8Array(mosaic.png)], { type: 'image/png' })).then(
      (image) => {
        if (superseded || canvas.current === null) return;
        canvas.current.width = image.width;
        canvas.current.height = image.height;
        canvas.current.getContext('2d')?.drawImage(image, 0, 0);
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
    <section class="mosaic" aria-label={words.mosaic}>
      <div class="heading">
        <h2>{words.mosaic}</h2>
        <span class="dim">{words.step(count(mosaic.step))}</span>
      </div>
      {broken ? <p class="dim">{words.mosaicBroken}</p> : null}
      <canvas ref={canvas} role="img" aria-label={words.mosaicSummary(count(mosaic.step))} hidden={broken} />
    </section>
  );
}
