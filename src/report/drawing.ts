/** A picture as a list of marks, which is written as SVG or as PNG: both show the same. */

/** What a mark is drawn in: text, faint text, lines of a grid, or one of six colours. */
export type Ink = 'text' | 'faint' | 'grid' | 0 | 1 | 2 | 3 | 4 | 5;

export type Mark =
  /** Points x, y, x, y, ... */
  | { readonly kind: 'line'; readonly points: readonly number[]; readonly ink: Ink; readonly width: number }
  | { readonly kind: 'dots'; readonly points: readonly number[]; readonly ink: Ink; readonly width: number }
  /** A translucent area. */
  | {
      readonly kind: 'band';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly ink: Ink;
    }
  /** At its baseline. */
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly ink: Ink;
    };

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly marks: readonly Mark[];
}

/** Drawings one below the other, as one. */
export function stacked(title: string, drawings: readonly Drawing[]): Drawing {
  let height = 0;
  const marks = drawings.flatMap((drawing) => {
    const top = height;
    height += drawing.height;
    return drawing.marks.map((mark) => lowered(mark, top));
  });
  return { width: Math.max(0, ...drawings.map(({ width }) => width)), height, title, marks };
}

function lowered(mark: Mark, by: number): Mark {
  if (mark.kind === 'text' || mark.kind === 'band') return { ...mark, y: mark.y + by };
  return { ...mark, points: mark.points.map((value, i) => (i % 2 === 0 ? value : value + by)) };
}
