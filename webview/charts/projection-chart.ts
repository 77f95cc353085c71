/** Real and generated samples in one plane, coloured by what they are, by their modes, or by their age. */
import type { PointCloud, ProjectionUpdate } from '../../src/protocol/index.ts';
import { boundsOf, placing, pointAt, steadyBounds, type Bounds, type Place } from '../data/plane.ts';
import type { ProjectionColour } from '../projecting.ts';
import type { Theme } from '../theme.ts';
import { dot, fit, type Dot } from './dot.ts';

const margin = 0.06;
const realRadius = 2.4;
const generatedRadius = 1.8;
/** Modes whose numbers are written among the points; more would lie over each other. */
const mostLabels = 24;

export class ProjectionChart {
  readonly #canvas: HTMLCanvasElement;
  #samples: readonly Place[] = [];
  #bounds: { readonly method: string; readonly bounds: Bounds } | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** Where the generated samples are, in CSS pixels of the canvas. */
  get samples(): readonly Place[] {
    return this.#samples;
  }

  /** The generated sample at a place; -1 for none. */
  sampleAt(at: Place): number {
    return pointAt(this.#samples, at);
  }

  /**
   * @param shown the mode that is pointed out, null for none
   * @param looked the generated sample that is looked at, -1 for none
   */
  draw(update: ProjectionUpdate, colour: ProjectionColour, shown: number | null, looked: number, theme: Theme): void {
    const canvas = this.#canvas;
    const ctx = fit(canvas);
    if (ctx === null) return;
    const { clientWidth: width, clientHeight: height } = canvas;
    const { real, generated, realModes, generatedModes, modes, dimensions, asked } = update;
    const { method } = asked;
    const earlier = this.#bounds?.method === method ? this.#bounds.bounds : undefined;
    const bounds = steadyBounds(earlier, boundsOf([real, generated], margin));
    this.#bounds = { method, bounds };
    const isBand = dimensions === 1 && method !== 'tsne';
    const place = placing(bounds, width, height, isBand ? 'one-dimension' : 'identity');

    const ratio = devicePixelRatio;
    const faded = (mode: number): number => (shown === null || mode === shown ? 1 : 0.25);
    const realAlpha = theme.highContrast ? 0.6 : 0.35;
    const byMode = colour === 'mode' && modes > 0;
    // One picture for each look that there is, made when it is first needed.
    const looks = new Map<string, Dot>();
    const look = (of: string, radius: number, alpha: number): Dot => {
      const key = `${of} ${radius} ${alpha}`;
      let made = looks.get(key);
      if (made === undefined) looks.set(key, (made = dot(of, radius, alpha, ratio)));
      return made;
    };
    this.#points(ctx, real, place, (i) => {
      const mode = realModes[i]!;
      return look(byMode ? modeColour(theme, mode) : theme.real, realRadius, realAlpha * faded(mode));
    });
    const youth = colour === 'age' ? youthOf(update.steps) : undefined;
    this.#points(ctx, generated, place, (i) => {
      const mode = generatedModes[i]!;
      const alpha = 0.85 * faded(mode) * (youth?.(i) ?? 1);
      return look(byMode ? modeColour(theme, mode) : theme.generated, generatedRadius, alpha);
    });
    if (byMode && modes <= mostLabels) label(ctx, update, place, theme);
    this.#samples = Array.from({ length: generated.count }, (_, i) =>
      place(generated.xy[2 * i]!, generated.xy[2 * i + 1]!),
    );
    const own = this.#samples[looked];
    if (own === undefined) return;
    ctx.strokeStyle = theme.focus;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.arc(own.x, own.y, 6, 0, 2 * Math.PI);
    ctx.stroke();
  }

  #points(
    ctx: CanvasRenderingContext2D,
    { xy, count }: PointCloud,
    place: (x: number, y: number) => Place,
    look: (index: number) => Dot,
  ): void {
    for (let i = 0; i < count; i++) {
      const { x, y } = place(xy[2 * i]!, xy[2 * i + 1]!);
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
      const { image, size } = look(i);
      ctx.drawImage(image, x - size / 2, y - size / 2, size, size);
    }
  }
}

/** Colours come again after some modes; their numbers are written beside them. -1: near none. */
export function modeColour(theme: Theme, mode: number): string {
  if (mode < 0) return theme.faint;
  const colours = [theme.real, theme.generated, ...theme.others.slice(0, 4)];
  return colours[mode % colours.length]!;
}

/** How strongly a sample is drawn by its age: the latest in full. */
export function youthOf(steps: Float64Array): (index: number) => number {
  const all = [...new Set(steps)].sort((a, b) => a - b);
  const youth = new Map(all.map((step, i) => [step, strength(i, all.length)]));
  return (i) => youth.get(steps[i]!) ?? 1;
}

/** @param place of a step among `count`, the earliest 0 */
export function strength(place: number, count: number): number {
  return count < 2 ? 1 : 0.2 + (0.8 * place) / (count - 1);
}

/** The number of each mode where most of its real samples are. */
function label(
  ctx: CanvasRenderingContext2D,
  { real, realModes, modes }: ProjectionUpdate,
  place: (x: number, y: number) => Place,
  theme: Theme,
): void {
  ctx.font = `bold ${theme.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineWidth = 4;
  ctx.lineJoin = 'round';
  ctx.strokeStyle = theme.background;
  ctx.fillStyle = theme.text;
  for (let mode = 0; mode < modes; mode++) {
    const xs: number[] = [];
    const ys: number[] = [];
    for (let i = 0; i < real.count; i++) {
      if (realModes[i] !== mode) continue;
      xs.push(real.xy[2 * i]!);
      ys.push(real.xy[2 * i + 1]!);
    }
    if (xs.length === 0) continue;
    const { x, y } = place(middle(xs), middle(ys));
    ctx.strokeText(String(mode + 1), x, y);
    ctx.fillText(String(mode + 1), x, y);
  }
}

function middle(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)]!;
}
