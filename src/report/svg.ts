/** What all plots have in common: SVG as text, scales, ticks. */

/** Classes with a colour each (c0, c1, ...); more curves than these share them. */
export const colours = 6;

/** Text fit for HTML, attributes included. */
export function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => entities[character]!);
}

/** A picture with a name. Colours come by class from the page's style, so that they follow dark and light. */
export function svg(wide: number, high: number, title: string, inside: string): string {
  return `<svg viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" role="img" aria-label="${escape(title)}">${inside}</svg>`;
}

/** A coordinate, to a tenth of a pixel. */
export function fixed(value: number): string {
  return String(Number(value.toFixed(1)));
}

/** Round numbers from 0 up to `top`, five or so. */
export function ticksTo(top: number): number[] {
  return top > 0 ? ticksBetween(0, top) : [0];
}

/** Round numbers within [low, high], five or so. */
export function ticksBetween(low: number, high: number): number[] {
  const rough = (high - low) / 5;
  if (!(rough > 0) || !Number.isFinite(rough)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough * (1 - 1e-9))!;
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
