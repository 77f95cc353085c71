/** How densely samples lie, as lines of equal density: of real ones and of generated ones, each in its colour. */
import { contourDensity, type ContourMultiPolygon } from 'd3-contour';
import type { PointCloud } from '../../src/protocol/index.ts';
import type { Place } from '../data/plane.ts';
import type { Samples } from '../run-view.ts';
import type { Theme } from '../theme.ts';

/** Standard deviation of the kernel, as a share of the picture's width. */
const bandwidth = 0.02;
/** Lines: of equal distance from nothing to the highest density. */
const levels = 6;

interface Laid {
  readonly cloud: PointCloud;
  /** Place of two corners of the plane: the lines move with them. */
  readonly key: string;
  readonly lines: readonly ContourMultiPolygon[];
}

export class DensityLayer {
  #real: Laid | undefined;
  #generated: Laid | undefined;

  draw(
    ctx: CanvasRenderingContext2D,
    { real, generated }: Samples,
    place: (x: number, y: number) => Place,
    theme: Theme,
    width: number,
    height: number,
  ): void {
    if (real !== null) this.#stroke(ctx, (this.#real = laid(this.#real, real, place, width, height)), theme.real);
    this.#generated = laid(this.#generated, generated, place, width, height);
    this.#stroke(ctx, this.#generated, theme.generated);
  }

  #stroke(ctx: CanvasRenderingContext2D, { lines }: Laid, colour: string): void {
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1;
    for (const [level, { coordinates }] of lines.entries()) {
      ctx.globalAlpha = 0.35 + (0.55 * (level + 1)) / lines.length;
      ctx.beginPath();
      for (const polygon of coordinates) {
        for (const ring of polygon) {
          for (const [i, [x, y]] of ring.entries()) ctx[i === 0 ? 'moveTo' : 'lineTo'](x!, y!);
        }
      }
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
  }
}

/** As it was, where nothing has changed. */
function laid(
  before: Laid | undefined,
  cloud: PointCloud,
  place: (x: number, y: number) => Place,
  width: number,
  height: number,
): Laid {
  const [origin, unit] = [place(0, 0), place(1, 1)];
  const key = [origin.x, origin.y, unit.x, unit.y, width, height].join(' ');
  if (before?.cloud === cloud && before.key === key) return before;
  const places = Array.from({ length: cloud.count }, (_, i) => place(cloud.xy[2 * i]!, cloud.xy[2 * i + 1]!)).filter(
    ({ x, y }) => Number.isFinite(x) && Number.isFinite(y),
  );
  const lines = contourDensity<Place>()
    .x(({ x }) => x)
    .y(({ y }) => y)
    .size([width, height])
    .bandwidth(Math.max(2, bandwidth * width))
    .thresholds(levels)(places);
  return { cloud, key, lines };
}
