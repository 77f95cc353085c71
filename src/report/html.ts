/** A run as one page: what it is, what was found, its curves and samples, how it was made. */
import {
  count,
  explanationOf,
  fill,
  messageOf,
  number,
  percent,
  point,
  reportTextsFor,
  textsFor,
  titleOf,
  type ReportTexts,
  type Texts,
} from '../prose/index.ts';
import type { Finding } from '../protocol/index.ts';
import { coverageOf, partsOf } from './coverage.ts';
import { chartsOf } from './curves.ts';
import { drawingStyle, inlineSvg } from './drawing-svg.ts';
import { htmlPage, tableOf, type Table } from './page.ts';
import type { RunData } from './run-data.ts';
import { cloudsOf, imageOf, imagesOf } from './samples.ts';
import { escape } from './svg.ts';

/** Parts of the real data that are listed at most. */
const mostParts = 40;

const style = `${drawingStyle}
.verdict { font-weight: 600; } .loud { color: var(--loud); } .faint { color: var(--faint); }
.beside { display: flex; flex-wrap: wrap; gap: 1rem; } .beside img { image-rendering: pixelated; width: 320px; max-width: 100%; }
.prototype { image-rendering: pixelated; height: 2rem; vertical-align: middle; }
details { margin: .6rem 0; } summary { cursor: pointer; font-weight: 600; }
@media print { details::details-content { content-visibility: visible; height: auto; } }
pre { overflow-x: auto; font-size: .8rem; border: 1px solid var(--line); padding: .6rem; }
`;

interface Words {
  readonly texts: Texts;
  readonly own: ReportTexts;
}

/**
 * @param language as VS Code names it, e.g. `en` or `zh-cn`
 * @param version of this program
 */
export function reportHtml(data: RunData, language: string, version: string): string {
  const words: Words = { texts: textsFor(language), own: reportTextsFor(language) };
  const { own } = words;
  return htmlPage({
    title: data.status.name,
    language,
    style,
    body: [
      ...lead(data, words),
      `<h2>${escape(own.samples)}</h2>`,
      samplesOf(data, own),
      `<h2>${escape(own.findings)}</h2>`,
      ...(data.findings.length === 0 ? [paragraph(own.noFindings)] : findingsOf(data, words)),
      ...modesOf(data, own),
      `<h2>${escape(own.curves)}</h2>`,
      ...curvesOf(data, own),
      `<h2>${escape(own.measures)}</h2>`,
      tableOf(measuresOf(data, own)),
      `<h2>${escape(own.howMade)}</h2>`,
      tableOf(originOf(data, own)),
      ...configOf(data, own),
      `<p class="faint">${escape(fill(own.writtenBy, { version }))}</p>`,
    ],
  });
}

function lead({ status, findings, monitor }: RunData, { texts, own }: Words): string[] {
  const { state, step, steps, reason } = status;
  const said = { state: own.states[state], step: count(step), steps: count(steps ?? step) };
  const warnings = findings.filter(isLoud);
  const open = warnings.filter(({ to }) => to === null);
  const titles = [...new Set(open.map(({ rule }) => titleOf(rule, texts)))];
  const earlier = fill(own.noWarningsAtEnd, { count: count(warnings.length) });
  const verdict = titles.length > 0 ? titles.join(', ') : warnings.length === 0 ? own.noWarnings : earlier;
  return [
    paragraph(fill(steps === null ? own.stateAt : own.stateAtOf, said)),
    ...(reason === undefined ? [] : [`<p class="loud">${escape(reason)}</p>`]),
    `<p class="verdict${open.length > 0 ? ' loud' : ''}">${escape(own.verdict)}: ${escape(verdict)}</p>`,
    ...coverageWords(monitor, own),
  ];
}

function coverageWords(monitor: RunData['monitor'], own: ReportTexts): string[] {
  const coverage = coverageOf(monitor);
  if (coverage === undefined) return [];
  const { kind, covered, parts, near, off } = coverage;
  const text = off ? own.offData : kind === 'modes' ? own.coversModes : own.coversParts;
  return [paragraph(fill(text, { covered: count(covered), parts: count(parts), near: percent(near) }))];
}

function isLoud({ severity }: Finding): boolean {
  return severity === 'warning' || severity === 'error';
}

/** Open ones first, then those that are over, folded; both in the order in which they were raised. */
function findingsOf({ findings }: RunData, words: Words): string[] {
  const open = findings.filter(({ to }) => to === null);
  const over = findings.filter(({ to }) => to !== null);
  const { texts, own } = words;
  return [
    ...open.flatMap((finding) => [
      `<h3${isLoud(finding) ? ' class="loud"' : ''}>${escape(messageOf(finding, texts))}</h3>`,
      ...explained(finding, words),
    ]),
    ...over.flatMap((finding) => [
      `<details><summary>${escape(messageOf(finding, texts))} <span class="faint">(${escape(own.over)})</span></summary>`,
      ...explained(finding, words),
      '</details>',
    ]),
  ];
}

function explained(finding: Finding, { texts, own }: Words): string[] {
  const { how, why, try: remedy } = explanationOf(finding, texts);
  const { measurements } = finding.evidence;
  const rows = measurements.map(({ name, value, threshold }) => [
    texts.measurements[name] ?? name,
    number(value),
    threshold === undefined ? '' : number(threshold),
  ]);
  return [
    paragraph(how),
    ...(rows.length === 0 ? [] : [tableOf([[own.evidence, own.value, own.threshold], ...rows])]),
    `<p><b>${escape(own.why)}.</b> ${escape(why)}</p>`,
    `<p><b>${escape(own.whatToTry)}.</b> ${escape(remedy)}</p>`,
    ...(finding.configPaths.length === 0
      ? []
      : [`<p class="faint">${escape(fill(own.concerns, { paths: finding.configPaths.join(', ') }))}</p>`]),
  ];
}

function samplesOf(data: RunData, own: ReportTexts): string {
  const step = data.generated?.step ?? data.mosaic?.step;
  if (step === undefined) return paragraph(own.noSamples);
  const madeTitle = fill(own.generatedAt, { step: count(step) });
  const figure = (title: string, picture: string | undefined): string =>
    picture === undefined ? '' : `<figure>${picture}<figcaption>${escape(title)}</figcaption></figure>`;
  const clouds = cloudsOf(data);
  if (clouds !== undefined) {
    const [real, made] = clouds;
    const wide = (data.generated?.tensor.shape[1] ?? 0) > 2 ? paragraph(own.projected) : '';
    return `<div class="beside">${figure(own.real, real && inlineSvg(real))}${figure(madeTitle, inlineSvg(made))}</div>${wide}`;
  }
  // Mosaics are made from the same latents each time; samples from fresh ones, of which the mosaic shows enough.
  const real = data.realMosaic?.png ?? imagesOf(data.real);
  const made = data.mosaic?.png ?? imagesOf(data.generated);
  const image = (png: Uint8Array | undefined, title: string): string | undefined =>
    png && `<img src="${dataUri(png)}" alt="${escape(title)}">`;
  return `<div class="beside">${figure(own.real, image(real, own.real))}${figure(madeTitle, image(made, madeTitle))}</div>`;
}

function dataUri(png: Uint8Array): string {
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}

/** The modes of the real data, those that are missing first. */
function modesOf({ monitor, real }: RunData, own: ReportTexts): string[] {
  const parts = partsOf(monitor);
  const { structure } = monitor.samples;
  if (parts === undefined || structure === undefined) return [];
  const shape = real?.tensor.shape.slice(1) ?? [];
  const rows = parts
    .sort((a, b) => Number(a.covered) - Number(b.covered) || b.realShare - a.realShare)
    .slice(0, mostParts)
    .map(({ part, prototype, realShare, generatedShare, covered }) => {
      const png = shape.length === 3 ? imageOf(Float32Array.from(prototype), shape) : undefined;
      const name = prototype.length <= 4 ? point(prototype) : `${part + 1}`;
      const picture = png === undefined ? '' : `<img class="prototype" src="${dataUri(png)}" alt=""> `;
      const state = covered ? escape(own.covered) : `<span class="loud">${escape(own.missing)}</span>`;
      return `<tr><td>${picture}${escape(name)}</td><td>${percent(realShare)}</td><td>${percent(generatedShare)}</td><td>${state}</td></tr>`;
    });
  const head = [own.mode, own.realShare, own.generatedShare, ''].map((cell) => `<th>${escape(cell)}</th>`).join('');
  return [
    `<h2>${escape(structure.kind === 'modes' ? own.modes : own.parts)}</h2>`,
    `<div class="wide"><table><tr>${head}</tr>${rows.join('')}</table></div>`,
  ];
}

function curvesOf(data: RunData, own: ReportTexts): string[] {
  const charts = chartsOf(data);
  if (charts.length === 0) return [paragraph(own.noCurves)];
  return [...charts.map((chart) => `<p>${inlineSvg(chart)}</p>`), `<p class="faint">${escape(own.bands)}</p>`];
}

function measuresOf({ monitor, curves }: RunData, own: ReportTexts): Table {
  const coverage = coverageOf(monitor);
  const last = monitor.samples.snapshots.at(-1);
  const distance = monitor.samples.distanceToReal();
  const rows: string[][] = [];
  if (coverage !== undefined) {
    const { kind, covered, parts, near } = coverage;
    rows.push([kind === 'modes' ? own.coveredModes : own.coveredParts, `${covered} / ${parts}`]);
    rows.push([own.nearShare, percent(near)]);
  }
  if (last !== undefined) {
    rows.push([own.effective, number(last.effectiveParts)], [own.spread, number(last.spreadRatio)]);
    if (last.copies !== undefined) rows.push([own.copies, percent(last.copies)]);
  }
  if (distance !== undefined) {
    rows.push([own.distance, number(distance.now)], [own.distanceUsual, number(distance.usual)]);
  }
  for (const { tag, values } of curves) {
    const value = values.at(-1);
    if (value === undefined || tag.startsWith('progress/')) continue;
    rows.push([fill(own.lastOf, { tag }), number(value)]);
  }
  return [[own.measure, own.value], ...rows];
}

function originOf({ folder, manifest }: RunData, own: ReportTexts): Table {
  if (manifest === null) {
    return [
      [own.item, own.value],
      [own.folder, folder],
    ];
  }
  const { engine, versions, seed, parent, started, ended } = manifest;
  return [
    [own.item, own.value],
    [own.engine, `${engine.name} ${engine.version}, ${engine.device}, ${engine.threads}`],
    [own.seed, String(seed)],
    ...(parent === undefined ? [] : [[own.parent, `${parent.run}@${parent.step}`]]),
    [own.started, started],
    ...(ended === undefined ? [] : [[own.ended, ended]]),
    ...Object.entries(versions).map(([name, version]) => [name, version]),
  ];
}

function configOf({ manifest }: RunData, own: ReportTexts): string[] {
  if (manifest === null) return [];
  const text = escape(JSON.stringify(manifest.config, null, 2));
  return [`<details><summary>${escape(own.config)}</summary>`, `<pre>${text}</pre>`, '</details>'];
}

function paragraph(text: string): string {
  return `<p>${escape(text)}</p>`;
}
