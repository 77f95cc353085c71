/** The report as one page: no script, no network, style by its hash alone; dark and light as the reader's system is. */
import { createHash } from 'node:crypto';
import { coursePlot, escape, frameFor, scatterPlot, stripPlot } from './plots.ts';
import type { Report, Table } from './report.ts';

const style = `
:root { color-scheme: light dark; --text: #1c1e21; --faint: #63686f; --line: #d9dce1; --page: #fff;
  --c0: #1565c0; --c1: #c2570c; --c2: #2e7d32; --c3: #8e24aa; --c4: #00796b; --c5: #ad1457; }
@media (prefers-color-scheme: dark) { :root { --text: #e3e5e8; --faint: #9aa0a8; --line: #3a3f46; --page: #1b1d20;
  --c0: #64b5f6; --c1: #ffa726; --c2: #81c784; --c3: #ce93d8; --c4: #4db6ac; --c5: #f48fb1; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); max-width: 60rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: .2rem; }
svg { max-width: 100%; height: auto; } figure { margin: 0; } figcaption { color: var(--faint); font-size: .8rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .85rem; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .7rem .25rem 0; text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
.gallery { display: flex; flex-wrap: wrap; gap: .5rem; } .gallery svg { border: 1px solid var(--line); }
.c0 { color: var(--c0); } .c1 { color: var(--c1); } .c2 { color: var(--c2); }
.c3 { color: var(--c3); } .c4 { color: var(--c4); } .c5 { color: var(--c5); }
.label, .tick { font-size: 12px; fill: var(--text); } .tick { fill: var(--faint); } .grid { stroke: var(--line); }
.dot { fill: currentColor; opacity: .45; } .bar { stroke: currentColor; stroke-width: 5; opacity: .55; }
.mean { stroke: currentColor; stroke-width: 3; } .band { fill: currentColor; opacity: .18; }
.line { fill: none; stroke: currentColor; stroke-width: 2; } .mode { fill: none; stroke: var(--faint); }
.points { fill: none; stroke: currentColor; stroke-width: 2.4; stroke-linecap: round; opacity: .7; }
.key { display: inline-block; width: .8rem; height: .8rem; background: currentColor; margin: 0 .3rem 0 1rem; }
`;

/** Seeds whose samples are drawn. */
const drawnSeeds = 6;

export function htmlOf(report: Report): string {
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const { entrants, measures } = report;
  const modes = measures.find(({ id }) => id === 'covered')?.most ?? 1;
  const plots = measures.filter(({ id }) => id !== 'touched');
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escape(report.title)}</title><style>${style}</style></head><body>`,
    `<h1>${escape(report.title)}</h1>`,
    ...report.lead.map((sentence) => `<p>${escape(sentence)}</p>`),
    `<p>${entrants.map(({ label }, i) => `<span class="key c${i % 6}"></span>${escape(label)}`).join('')}</p>`,
    '<h2>Measures</h2>',
    tableOf(report.table),
    ...plots.map((measure) => `<h3>${escape(measure.title)}</h3>${stripPlot(measure, entrants)}`),
    '<p>A dot is a seed; the stroke is the mean or the share, the bar its interval.</p>',
    '<h2>Modes covered while training</h2>',
    coursePlot(entrants, 'modes covered against step', modes),
    '<p>Against the step: mean of the seeds; the band is the middle half of them.</p>',
    ...galleryOf(report),
    '<h2>Findings, by share of seeds</h2>',
    report.findings.length > 1 ? tableOf(report.findings) : '<p>No rule had anything to say.</p>',
    '<h2>How it was counted</h2>',
    `<ul>${report.rules.map((rule) => `<li>${escape(rule)}</li>`).join('')}</ul>`,
    `<details><summary>Every seed</summary>${tableOf(report.seeds)}</details>`,
    '</body></html>',
    '',
  ].join('\n');
}

function galleryOf({ entrants, centres }: Report): string[] {
  const frame = frameFor(entrants, centres);
  if (frame === undefined) return [];
  return [
    '<h2>Last samples of the first seeds</h2>',
    ...entrants.flatMap(({ label, results }, i) => [
      `<h3>${escape(label)}</h3>`,
      `<div class="gallery">${results
        .slice(0, drawnSeeds)
        .map((result) => {
          const caption = `seed ${result.seed}: ${result.covered} of ${result.modes}`;
          return `<figure>${scatterPlot(result, frame, centres, i)}<figcaption>${caption}</figcaption></figure>`;
        })
        .join('')}</div>`,
    ]),
    '<p>Circles: the modes, where they are known. Samples outside the frame are not drawn.</p>',
  ];
}

function tableOf([head = [], ...rows]: Table): string {
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
  return `<div class="wide"><table>${row(head, 'th')}${rows.map((cells) => row(cells, 'td')).join('')}</table></div>`;
}
