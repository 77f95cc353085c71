/** D's score over the plane as a calm ground beneath the samples: both colours faint, a dashed line between them. */
import { contours } from 'd3-contour';
import type { DecisionField } from '../../src/protocol/index.ts';
import { leaningsOf, maskOf } from '../data/field.ts';
import type { Place } from '../data/plane.ts';
import type { Theme } from '../theme.ts';

/** At their strongest; samples in the same colours lie above. */
const alpha = { usual: 0.2, highContrast: 0.4 };

/** A line from one point of the plane to the next. */
type Line = readonly [from: readonly [number, number], to: readonly [number, number]];

interface Made {
  readonly field: DecisionField;
  readonly theme: Theme;
  readonly image: HTMLCanvasElement;
  readonly border: readonly Line[];
}

export class FieldLayer {
  #made: Made | undefined;

  draw(
    ctx: CanvasRenderingContext2D,
    field: DecisionField,
    place: (x: number, y: number) => Place,
    theme: Theme,
  ): void {
    if (this.#made?.field !== field || this.#made.theme !== theme) this.#made = make(field, theme);
    const { image, border } = this.#made;
    const corner = place(field.left, field.top);
    const opposite = place(field.right, field.bottom);
    ctx.globalAlpha = theme.highContrast ? alpha.highContrast : alpha.usual;
    ctx.imageSmoothingEnabled = true;
    ctx.drawImage(image, corner.x, corner.y, opposite.x - corner.x, opposite.y - corner.y);
    ctx.globalAlpha = theme.highContrast ? 1 : 0.6;
    ctx.strokeStyle = theme.faint;
    ctx.lineWidth = 1;
    ctx.setLineDash([5, 4]);
    ctx.beginPath();
    for (const [from, to] of border) {
      const [a, b] = [place(...from), place(...to)];
      ctx.moveTo(a.x, a.y);
      ctx.lineTo(b.x, b.y);
    }
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  }
}

function make(field: DecisionField, theme: Theme): Made {
  const leanings = leaningsOf(field);
  const image = document.createElement('canvas');
  image.width = field.columns;
  image.height = field.rows;
  const ctx = image.getContext('2d');
  ctx?.drawImage(tinted(field, maskOf(field, leanings, -1), theme.generated), 0, 0);
  ctx?.drawImage(tinted(field, maskOf(field, leanings, 1), theme.real), 0, 0);
  return { field, theme, image, border: field.meaning === 'relative' ? [] : borderOf(field, leanings) };
}

/** The colour may be any that a style sheet can name: so it is filled in, and not computed with. */
function tinted(
  { rows, columns }: DecisionField,
  mask: Uint8ClampedArray<ArrayBuffer>,
  colour: string,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const ctx = canvas.getContext('2d');
  if (ctx === null) return canvas;
  ctx.putImageData(new ImageData(mask, columns, rows), 0, 0);
  ctx.globalCompositeOperation = 'source-in';
  ctx.fillStyle = colour;
  ctx.fillRect(0, 0, columns, rows);
  return canvas;
}

/** Where D cannot tell. */
function borderOf({ rows, columns, left, right, bottom, top }: DecisionField, leanings: Float32Array): readonly Line[] {
  const { coordinates } = contours().size([columns, rows]).contour(Array.from(leanings), 0);
  const inPlane = ([column, row]: readonly number[]): readonly [number, number] => [
    left + (column! / columns) * (right - left),
    bottom + (row! / rows) * (top - bottom),
  ];
  // Areas are closed along the edge of the field, where there is no border.
  const isAtEdge = ([column, row]: readonly number[]): boolean =>
    column! < 0.5 || column! > columns - 0.5 || row! < 0.5 || row! > rows - 0.5;
  return coordinates.flatMap((polygon) =>
    polygon.flatMap((ring) =>
      ring.slice(1).flatMap((to, i): Line[] => {
        const from = ring[i]!;
        return isAtEdge(from) || isAtEdge(to) ? [] : [[inPlane(from), inPlane(to)]];
      }),
    ),
  );
}
