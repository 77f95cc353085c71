/** A page that stands alone: no script, no network, style by its hash alone; dark and light as the reader's system is. */
import { createHash } from 'node:crypto';
import { escape } from './svg.ts';

/** Rows of cells; the first row is the head. */
export type Table = readonly (readonly string[])[];

const style = `
:root { color-scheme: light dark; --text: #1c1e21; --faint: #63686f; --line: #d9dce1; --page: #fff; --loud: #b3261e;
  --c0: #1565c0; --c1: #c2570c; --c2: #2e7d32; --c3: #8e24aa; --c4: #00796b; --c5: #ad1457; }
@media (prefers-color-scheme: dark) { :root { --text: #e3e5e8; --faint: #9aa0a8; --line: #3a3f46; --page: #1b1d20;
  --loud: #ff897d; --c0: #64b5f6; --c1: #ffa726; --c2: #81c784; --c3: #ce93d8; --c4: #4db6ac; --c5: #f48fb1; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); max-width: 60rem;
  margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: .2rem; }
svg { max-width: 100%; height: auto; } figure { margin: 0; } figcaption { color: var(--faint); font-size: .8rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .85rem; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .7rem .25rem 0; text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
.c0 { color: var(--c0); } .c1 { color: var(--c1); } .c2 { color: var(--c2); }
.c3 { color: var(--c3); } .c4 { color: var(--c4); } .c5 { color: var(--c5); }
.label, .tick { font-size: 12px; fill: var(--text); } .tick { fill: var(--faint); } .grid { stroke: var(--line); }
.band { fill: currentColor; opacity: .18; } .line { fill: none; stroke: currentColor; stroke-width: 2; }
.key { display: inline-block; width: .8rem; height: .8rem; background: currentColor; margin: 0 .3rem 0 1rem; }
`;

export interface Page {
  readonly title: string;
  /** As in the `lang` attribute: `en`, `zh-cn`. */
  readonly language: string;
  /** Style of this page alone, after what all have. */
  readonly style: string;
  /** HTML below the title. */
  readonly body: readonly string[];
}

export function htmlPage({ title, language, style: own, body }: Page): string {
  const all = `${style}${own}`;
  const hash = createHash('sha256').update(all).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>',
    `<html lang="${escape(language)}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escape(title)}</title><style>${all}</style></head><body>`,
    `<h1>${escape(title)}</h1>`,
    ...body,
    '</body></html>',
    '',
  ].join('\n');
}

export function tableOf([head = [], ...rows]: Table): string {
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
  return `<div class="wide"><table>${row(head, 'th')}${rows.map((cells) => row(cells, 'td')).join('')}</table></div>`;
}
