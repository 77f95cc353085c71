/** Samples as points in the plane: real ones faint, generated ones over them, the modes as circles. */
import { isCovered } from '../data/modes.ts';
import { boundsOf, modeRadii, placing, pointAt, type Bounds, type Place } from '../data/plane.ts';
import type { Beneath } from '../page.ts';
import type { Samples } from '../run-view.ts';
import type { Theme } from '../theme.ts';
import { words } from '../texts.ts';
import { DensityLayer } from './density-layer.ts';
import { dot, fit, ring, type Dot } from './dot.ts';
import { FieldLayer } from './field-layer.ts';

/** A mode as drawn. */
export interface Circle extends Place {
  readonly radius: number;
}

/** Circles no smaller than this can be seen and pointed at. */
const leastRadius = 9;
const beyond = 5;
/** Missing modes that get their word beside them; more would lie over each other. */
const mostLabels = 16;

/** How a sample and the real ones that it is most like are shown; all in the plane. */
export interface Marked {
  readonly place: readonly [number, number];
  readonly neighbours: readonly (readonly [number, number])[];
}

/** What is drawn beside the samples. */
export interface Emphasis {
  readonly missing: ReadonlySet<number>;
  /** The mode that is pointed out, null for none. */
  readonly shown: number | null;
  readonly marked: Marked | null;
  readonly beneath: Beneath;
}

export class Scatter {
  readonly #canvas: HTMLCanvasElement;
  readonly #field = new FieldLayer();
  readonly #density = new DensityLayer();
  #circles: readonly Circle[] = [];
  #outside = 0;
  #samples: readonly Place[] = [];
  #laid: { readonly real: Samples['real']; readonly bounds: Bounds } | undefined;
  #radii: { readonly real: Samples['real']; readonly count: number; readonly radii: readonly number[] } | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** Where the modes are, in CSS pixels of the canvas. */
  get circles(): readonly Circle[] {
    return this.#circles;
  }

  /** Generated points that do not fit in the picture. */
  get outside(): number {
    return this.#outside;
  }

  /** Where the generated samples are, in CSS pixels of the canvas. */
  get samples(): readonly Place[] {
    return this.#samples;
  }

  /** The generated sample at a place; -1 for none. */
  sampleAt(at: Place): number {
    return pointAt(this.#samples, at);
  }

  draw(samples: Samples, { missing, shown, marked, beneath }: Emphasis, theme: Theme): void {
    const canvas = this.#canvas;
    const { clientWidth: width, clientHeight: height } = canvas;
    const ratio = devicePixelRatio;
    const ctx = fit(canvas);
    if (ctx === null) return;
    const place = placing(this.#bounds(samples), width, height, samples.projection);
    if (beneath.field && samples.field !== undefined) this.#field.draw(ctx, samples.field, place, theme);
    if (beneath.density) this.#density.draw(ctx, samples, place, theme, width, height);

    if (samples.real !== null) {
      const sprite = dot(theme.real, 2.4, theme.highContrast ? 0.6 : 0.3, ratio);
      this.#points(ctx, samples.real.xy, samples.real.count, place, sprite);
    }
    this.#circles = this.#circlesOf(samples, place, width);
    const circle = shown === null ? undefined : this.#circles[shown];
    const { xy, count } = samples.generated;
    // With a mode pointed out, what is not there steps back.
    const sprite = dot(theme.generated, 1.5, circle === undefined ? 0.8 : 0.25, ratio);
    this.#outside = this.#points(ctx, xy, count, place, sprite);
    if (circle !== undefined) this.#points(ctx, xy, count, place, dot(theme.generated, 1.8, 1, ratio), circle);
    this.#samples = Array.from({ length: count }, (_, i) => place(xy[2 * i]!, xy[2 * i + 1]!));
    this.#duplicates(ctx, samples.duplicates, theme, ratio);
    this.#modes(ctx, samples, missing, shown, theme, width, height);
    if (marked !== null) this.#mark(ctx, marked, place, theme);
  }

  /** Around those that are nearly the same as another; once where many lie in one place. */
  #duplicates(ctx: CanvasRenderingContext2D, duplicates: Uint32Array | undefined, theme: Theme, ratio: number): void {
    if (duplicates === undefined) return;
    const { image, size } = ring(theme.text, 3.5, 1, ratio);
    const taken = new Set<string>();
    for (const i of duplicates) {
      const at = this.#samples[i];
      if (at === undefined || !Number.isFinite(at.x + at.y)) continue;
      const key = `${Math.round(at.x)} ${Math.round(at.y)}`;
      if (taken.has(key)) continue;
      taken.add(key);
      ctx.drawImage(image, at.x - size / 2, at.y - size / 2, size, size);
    }
  }

  /** The sample that is looked at, with lines to the real ones that it is most like. */
  #mark(ctx: CanvasRenderingContext2D, marked: Marked, place: (x: number, y: number) => Place, theme: Theme): void {
    const own = place(...marked.place);
    ctx.strokeStyle = theme.focus;
    ctx.lineWidth = 1.5;
    for (const neighbour of marked.neighbours) {
      const { x, y } = place(...neighbour);
      ctx.beginPath();
      ctx.moveTo(own.x, own.y);
      ctx.lineTo(x, y);
      ctx.stroke();
      ctx.beginPath();
      ctx.arc(x, y, 3.5, 0, 2 * Math.PI);
      ctx.stroke();
    }
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.arc(own.x, own.y, 6, 0, 2 * Math.PI);
    ctx.stroke();
  }

  #bounds({ real, generated, projection }: Samples): Bounds {
    if (real === null) {
      this.#laid = undefined;
      return boundsOf([generated]);
    }
    if (this.#laid?.real !== real) {
      const bounds = boundsOf([real]);
      // Real numbers are drawn below the axis, generated ones above it, as high.
      const high = Math.max(-bounds.bottom, bounds.top);
      const isBand = projection === 'one-dimension';
      this.#laid = { real, bounds: isBand ? { ...bounds, bottom: -high, top: high } : bounds };
    }
    return this.#laid.bounds;
  }

  /** @returns how many lie outside the canvas */
  #points(
    ctx: CanvasRenderingContext2D,
    xy: Float32Array,
    count: number,
    place: (x: number, y: number) => Place,
    sprite: Dot,
    inside?: Circle,
  ): number {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    let outside = 0;
    for (let i = 0; i < count; i++) {
      const { x, y } = place(xy[2 * i]!, xy[2 * i + 1]!);
      if (inside !== undefined && Math.hypot(x - inside.x, y - inside.y) > inside.radius) continue;
      // Written so that NaN counts as outside too.
      if (x >= 0 && y >= 0 && x <= width && y <= height) {
        ctx.drawImage(sprite.image, x - sprite.size / 2, y - sprite.size / 2, sprite.size, sprite.size);
      } else outside++;
    }
    return outside;
  }

  #circlesOf(samples: Samples, place: (x: number, y: number) => Place, width: number): readonly Circle[] {
    const { real, projection } = samples;
    if (samples.modes === undefined) return [];
    // Of one dimension, heights say nothing: modes are on the axis.
    const isBand = projection === 'one-dimension';
    const modes = isBand ? samples.modes.map((mode) => ({ ...mode, y: 0 })) : samples.modes;
    if (real !== null && (this.#radii?.real !== real || this.#radii.count !== modes.length)) {
      const xy = isBand ? real.xy.map((value, i) => (i % 2 === 0 ? value : 0)) : real.xy;
      this.#radii = { real, count: modes.length, radii: modeRadii(modes, { ...real, xy }) };
    }
    return modes.map(({ x, y }, i) => {
      const centre = place(x, y);
      const reach = place(x + (real === null ? 0 : (this.#radii?.radii[i] ?? 0)), y).x - centre.x;
      return { ...centre, radius: Math.min(width / 4, Math.max(leastRadius, reach + beyond)) };
    });
  }

  #modes(
    ctx: CanvasRenderingContext2D,
    { modes }: Samples,
    missing: ReadonlySet<number>,
    shown: number | null,
    theme: Theme,
    width: number,
    height: number,
  ): void {
    ctx.font = theme.font;
    ctx.textBaseline = 'middle';
    for (const [i, { x, y, radius }] of this.#circles.entries()) {
      const named = missing.has(i);
      const covered = isCovered(modes![i]);
      ctx.strokeStyle = named ? theme.severity.warning : theme.faint;
      ctx.globalAlpha = named || theme.highContrast ? 1 : covered ? 0.55 : 0.9;
      ctx.lineWidth = named ? 2 : 1;
      ctx.setLineDash(covered && !named ? [] : [4, 3]);
      ctx.beginPath();
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
      ctx.stroke();
      if (i === shown) this.#ring(ctx, this.#circles[i]!, theme);
      if (!named || missing.size > mostLabels) continue;
      ctx.setLineDash([]);
      ctx.globalAlpha = 1;
      ctx.fillStyle = theme.text;
      const half = ctx.measureText(words.missingMode).width / 2;
      // Outwards from the middle of the picture, where less is drawn, and never over its edge.
      const below = y >= height / 2;
      const wanted = y + (below ? 1 : -1) * (radius + 9);
      const free = wanted > 7 && wanted < height - 7 ? wanted : y + (below ? -1 : 1) * (radius + 9);
      ctx.textAlign = 'center';
      ctx.lineWidth = 3;
      ctx.strokeStyle = theme.background;
      const middle = Math.min(width - half - 2, Math.max(half + 2, x));
      ctx.strokeText(words.missingMode, middle, free);
      ctx.fillText(words.missingMode, middle, free);
    }
    ctx.globalAlpha = 1;
    ctx.setLineDash([]);
  }

  /** Around the mode that is pointed out. */
  #ring(ctx: CanvasRenderingContext2D, { x, y, radius }: Circle, theme: Theme): void {
    ctx.globalAlpha = 1;
    ctx.setLineDash([]);
    ctx.lineWidth = 2;
    ctx.strokeStyle = theme.focus;
    ctx.beginPath();
    ctx.arc(x, y, radius + 3, 0, 2 * Math.PI);
    ctx.stroke();
  }
}
