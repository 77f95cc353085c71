/** The report as one page that stands alone. */
import { htmlPage, tableOf } from '../../report/page.ts';
import { colours, escape } from '../../report/svg.ts';
import { coursePlot, frameFor, scatterPlot, stripPlot } from './plots.ts';
import type { Report } from './report.ts';

const style = `
.gallery { display: flex; flex-wrap: wrap; gap: .5rem; } .gallery svg { border: 1px solid var(--line); }
.dot { fill: currentColor; opacity: .45; } .bar { stroke: currentColor; stroke-width: 5; opacity: .55; }
.mean { stroke: currentColor; stroke-width: 3; } .mode { fill: none; stroke: var(--faint); }
.points { fill: none; stroke: currentColor; stroke-width: 2.4; stroke-linecap: round; opacity: .7; }
`;

/** Seeds whose samples are drawn. */
const drawnSeeds = 6;

export function htmlOf(report: Report): string {
  const { entrants, measures } = report;
  const modes = measures.find(({ id }) => id === 'covered')?.most ?? 1;
  const plots = measures.filter(({ id }) => id !== 'touched');
  const body = [
    ...report.lead.map((sentence) => `<p>${escape(sentence)}</p>`),
    `<p>${entrants.map(({ label }, i) => `<span class="key c${i % colours}"></span>${escape(label)}`).join('')}</p>`,
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
  ];
  return htmlPage({ title: report.title, language: 'en', style, body });
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
