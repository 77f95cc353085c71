/** Images as the run logged them, many in one picture: generated ones, beside real ones where there are some. */
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { MosaicUpdate, TileGrid } from '../../src/protocol/index.ts';
import { isDirection, nextTile } from '../data/direction.ts';
import { count } from '../data/format.ts';
import { cornerOf, tileAt } from '../data/tile-grid.ts';
import type { Page } from '../page.ts';
import type { RunView } from '../run-view.ts';
import { words } from '../texts.ts';
import type { Theme } from '../theme.ts';
import { Inspection } from './inspected.tsx';

interface MosaicProps {
  readonly page: Page;
  readonly view: RunView;
  readonly generated: MosaicUpdate;
  readonly real: MosaicUpdate | null;
}

export function Mosaic({ page, view, generated, real }: MosaicProps): VNode {
  const { grid, duplicates, step } = generated;
  const looked = page.inspected?.of === 'mosaic' && page.inspected.step === step ? page.inspected.sample : null;
  return (
    <section class="mosaic" aria-label={words.mosaic}>
      <div class="heading">
        <h2>{words.mosaic}</h2>
        <span class="dim">{words.step(count(generated.step))}</span>
      </div>
      <div class="mosaics">
        <Picture
          mosaic={generated}
          summary={words.mosaicSummary(count(step))}
          marked={{ duplicates: duplicates ?? none, looked }}
          page={page}
          onLook={
            grid === undefined
              ? undefined
              : (sample) => page.inspect(sample === null ? null : { step, of: 'mosaic', sample })
          }
        />
        {real === null ? null : <Picture mosaic={real} summary={words.realMosaicSummary} page={page} />}
      </div>
      {duplicates === undefined || duplicates.length === 0 ? null : (
        <ul class="key below">
          <li>
            <span class="swatch square" />
            {words.duplicates(count(duplicates.length))}
          </li>
        </ul>
      )}
      <Inspection page={page} view={view} at="mosaic" />
    </section>
  );
}

const none = new Uint32Array();

/** Width in pixels that small mosaics are enlarged to at least. */
const leastWidth = 640;

interface Marks {
  readonly duplicates: Uint32Array;
  /** The tile that is looked at. */
  readonly looked: number | null;
}

/** By whole numbers, so that all pixels of an image are of one size; the page makes it fit. */
function draw(
  image: ImageBitmap,
  canvas: HTMLCanvasElement,
  grid: TileGrid | undefined,
  marks: Marks | undefined,
  theme: Theme,
): void {
  const times = Math.max(1, Math.ceil(leastWidth / image.width));
  canvas.width = times * image.width;
  canvas.height = times * image.height;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.imageSmoothingEnabled = false;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  if (grid === undefined || marks === undefined) return;
  const outline = (tile: number, colour: string, width: number): void => {
    const { x, y } = cornerOf(grid, tile);
    context.strokeStyle = colour;
    context.lineWidth = width * (canvas.width / Math.max(1, canvas.clientWidth));
    context.strokeRect(times * x, times * y, times * grid.width, times * grid.height);
  };
  for (const tile of marks.duplicates) outline(tile, theme.severity.warning, 1.5);
  if (marks.looked !== null) outline(marks.looked, theme.focus, 3);
}

interface PictureProps {
  readonly page: Page;
  readonly mosaic: MosaicUpdate;
  readonly summary: string;
  readonly marked?: Marks;
  /** A tile is to be looked at, or none; absent where nothing can be said of tiles. */
  readonly onLook?: ((tile: number | null) => void) | undefined;
}

function Picture({ page, mosaic, summary, marked, onLook }: PictureProps): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [image, setImage] = useState<ImageBitmap | null>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    let superseded = false;
    let made: ImageBitmap | undefined;
    // Decoded from memory: no address, so no exception to the content security policy.
    createImageBitmap(new Blob([new Uint8Array(mosaic.png)], { type: 'image/png' })).then(
      (decoded) => {
        if (superseded) {
          decoded.close();
          return;
        }
        made = decoded;
        setImage(decoded);
        setBroken(false);
      },
      () => {
        if (!superseded) setBroken(true);
      },
    );
    return () => {
      superseded = true;
      made?.close();
    };
  }, [mosaic]);
  const { grid } = mosaic;
  const looked = marked?.looked ?? null;
  useEffect(() => {
    // An image that was closed has no size any more: the next is on its way.
    if (image === null || image.width === 0 || canvas.current === null) return;
    draw(image, canvas.current, grid, marked, page.theme);
  }, [image, looked, marked?.duplicates, page.theme]);
  const tiles = grid === undefined ? 0 : grid.rows * grid.columns;
  const help = {
    tabIndex: 0,
    role: 'application',
    'aria-roledescription': 'chart',
    'aria-description': words.tilesHelp,
  } as const;
  return (
    <figure>
      {broken ? <p class="dim">{words.mosaicBroken}</p> : null}
      <canvas
        ref={canvas}
        {...(onLook === undefined ? { role: 'img' as const } : help)}
        aria-label={summary}
        hidden={broken}
        onClick={({ offsetX, offsetY, currentTarget }) => {
          if (grid === undefined || image === null) return;
          const scale = image.width / Math.max(1, currentTarget.clientWidth);
          onLook?.(tileAt(grid, offsetX * scale, offsetY * scale));
        }}
        onKeyDown={(event) => {
          if (onLook === undefined || grid === undefined) return;
          if (event.key === 'Escape' && looked !== null) onLook(null);
          else if (isDirection(event.key))
            onLook(looked === null ? 0 : nextTile(looked, grid.columns, tiles, event.key));
          else return;
          event.preventDefault();
        }}
      />
      <figcaption>
        <span class={`swatch round ${mosaic.shows}`} />
        {mosaic.shows === 'real' ? words.real : words.generated}
      </figcaption>
    </figure>
  );
}
