/** A drawing as SVG: for a page, whose style has the colours, or as a file of its own. */
import type { Drawing, Ink, Mark } from './drawing.ts';
import { escape, fixed, svg } from './svg.ts';

/** Style of the classes that marks have, beside that of every page. */
export const drawingStyle = `
.band { stroke: none; opacity: .14; } .dots { fill: none; stroke: currentColor; stroke-linecap: round; opacity: .6; }
.thin { stroke-width: 1; fill: none; } .text { font: 12px system-ui, sans-serif; fill: var(--text); }
.faint { font: 12px system-ui, sans-serif; fill: var(--faint); }
`;

const light = '--text: #1c1e21; --faint: #63686f; --line: #d9dce1; --page: #fff;';
const dark = '--text: #e3e5e8; --faint: #9aa0a8; --line: #3a3f46; --page: #1b1d20;';
const inks = (...values: readonly string[]): string => values.map((value, i) => `.c${i}{color:${value}}`).join('');

const fileStyle = `:root{${light}background:#fff}
${inks('#1565c0', '#c2570c', '#2e7d32', '#8e24aa', '#00796b', '#ad1457')}
@media (prefers-color-scheme:dark){:root{${dark}background:#1b1d20}
${inks('#64b5f6', '#ffa726', '#81c784', '#ce93d8', '#4db6ac', '#f48fb1')}}
.grid{stroke:var(--line)}.line{fill:none;stroke:currentColor}.band{fill:currentColor}${drawingStyle}`;

/** For a page. */
export function inlineSvg({ width, height, title, marks }: Drawing): string {
  return svg(width, height, title, marks.map(written).join(''));
}

/** A file: it brings its style along. */
export function svgFile(drawing: Drawing): string {
  return inlineSvg(drawing).replace(
    /^<svg ([^>]*)>/,
    (_, attributes: string) => `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><style>${fileStyle}</style>`,
  );
}

function written(mark: Mark): string {
  switch (mark.kind) {
    case 'line': {
      const { points, ink, width } = mark;
      const classes = ink === 'grid' ? 'grid thin' : `line ${classOf(ink)}`;
      return `<polyline class="${classes}" points="${pairs(points).join(' ')}"${ink === 'grid' ? '' : ` stroke-width="${width}"`}/>`;
    }
    case 'dots': {
      const path = pairs(mark.points).map((pair) => `M${pair}h0`);
      return `<path class="dots ${classOf(mark.ink)}" stroke-width="${mark.width}" d="${path.join('')}"/>`;
    }
    case 'band': {
      const { x, y, width, height, ink } = mark;
      return `<rect class="band ${classOf(ink)}" x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(height)}"/>`;
    }
    case 'text': {
      const { x, y, text, anchor, ink } = mark;
      return `<text class="${classOf(ink)}" x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${escape(text)}</text>`;
    }
  }
}

function classOf(ink: Ink): string {
  return typeof ink === 'number' ? `c${ink}` : ink;
}

function pairs(points: readonly number[]): string[] {
  return Array.from({ length: points.length / 2 }, (_, i) => `${fixed(points[2 * i]!)},${fixed(points[2 * i + 1]!)}`);
}
