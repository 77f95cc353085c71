/** Every word of the page that is not about a finding (those are in src/prose), in English. */
import type {
  Projection,
  ProjectionMethod,
  RunStatus,
  ScoreMeaning,
  Severity,
  WithoutField,
} from '../src/protocol/index.ts';
import type { ChartId } from './data/groups.ts';
import type { Health } from './data/health.ts';
import type { ProjectionColour } from './projecting.ts';

const states: Readonly<Record<RunStatus['state'], string>> = {
  running: 'Running',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
  crashed: 'Crashed',
  foreign: 'Attached',
};

const healths: Readonly<Record<Health, string>> = {
  failing: 'Failing',
  warning: 'Warning',
  notice: 'Notice',
  healthy: 'Healthy',
  early: 'Too early to tell',
  unclear: 'Unclear',
};

const severities: Readonly<Record<Severity, string>> = {
  error: 'Error',
  warning: 'Warning',
  information: 'Information',
  hint: 'Hint',
};

const charts: Readonly<Record<ChartId, string>> = {
  loss: 'Losses',
  score: 'Scores',
  gradient: 'Gradient norms',
  other: 'Other',
};

const projections: Readonly<Record<Projection, string>> = {
  identity: '',
  'one-dimension': 'one dimension, generated above, real below',
  'first two principal components': 'first two principal components',
};

const layouts: Readonly<Record<ProjectionMethod, string>> = {
  identity: 'the data itself',
  tsne: 't-SNE',
  pca: 'principal components',
};

const projectionColourNames: Readonly<Record<ProjectionColour, string>> = {
  kind: 'real or generated',
  mode: 'mode',
  age: 'age',
};

const fieldMeanings: Readonly<Record<ScoreMeaning, string>> = {
  logit:
    'Beneath the samples: how likely the discriminator takes what lies there for real. On the dashed line it cannot tell.',
  sign: 'Beneath the samples: the score of the discriminator. Beyond the dashed line, above 0, it takes what lies there for real; more than 1, or less than -1, gains it nothing.',
  'zero-one':
    'Beneath the samples: the score of the discriminator, trained to be 1 for real samples and 0 for generated ones. On the dashed line it cannot tell.',
  relative:
    'Beneath the samples: the score of the discriminator, the higher the more real. Only differences count: no score is a border between real and generated.',
};

const withoutFields: Readonly<Record<WithoutField, string>> = {
  'several-at-a-time': 'The discriminator judges several samples at a time: it has no score of a single place.',
  'told-a-class': 'The discriminator is told a class: what it takes for real in a place depends on that.',
  'whole-batch': 'The discriminator looks at the whole batch: it has no score of a single place.',
};

const words = {
  pause: 'Pause',
  stepPhase: 'Step one phase',
  resume: 'Resume',
  stop: 'Stop',
  restart: 'Start again',
  openFolder: 'Open run folder',
  runControls: 'Run',
  health: 'Health',
  progress: 'Progress',
  stepOf: (step: string, steps: string) => `Step ${step} of ${steps}`,
  step: (step: string) => `Step ${step}`,
  perSecond: (speed: string) => `${speed} steps/s`,
  left: (time: string) => `${time} left`,
  engine: (name: string) => `${name} engine`,

  waiting: 'Waiting for the first numbers…',
  waitingMore: 'They appear here as soon as the run has logged them.',
  emptyLog: 'This run has logged nothing',
  nothing: 'No run to show',
  nothingMore: 'Start one from a *.gan.json file with “Modescope: Start Run”, or open one from the list of runs.',
  outdated: 'Modescope has been updated. Close this panel and open it again.',
  failed: 'The run failed',
  crashed: 'The run crashed',
  crashedMore:
    'Its process ended without saying why. The log up to there is complete; Resume goes on from the last checkpoint.',
  logProblem: 'The log has a problem',

  curves: 'Curves',
  smoothing: 'Smoothing',
  smoothingOff: 'off',
  smoothingOver: (points: string) => `${points} points`,
  logScale: 'Log scale',
  wholeRun: 'Whole run',
  stepsTo: (from: string, to: string) => `Steps ${from} to ${to}`,
  chartHelp:
    'Click to see the samples of a step, drag to zoom in, double-click for the whole run. With the keyboard: arrows move the cursor, Enter shows the samples, plus and minus zoom, Escape shows the whole run.',
  chartSummary: (title: string, parts: string) => `${title}. ${parts}`,
  curveSummary: (label: string, value: string, step: string) => `${label} ${value} at step ${step}`,
  noValue: '–',
  findingsOnAxis: 'Findings on the step axis',
  bandLabel: (message: string) => `${message}. Explain it.`,
  table: 'Values as a table',
  tableCurve: 'Curve',
  tableLast: 'Last',
  tableLowest: 'Lowest',
  tableHighest: 'Highest',

  samples: 'Samples',
  noSamples: 'No samples have been logged yet.',
  real: 'real',
  generated: 'generated',
  missingMode: 'missing',
  field: 'Discriminator',
  density: 'Density',
  takenForGenerated: 'taken for generated',
  takenForReal: 'taken for real',
  lowerScore: (score: string) => `lower score, ${score}`,
  higherScore: (score: string) => `higher, ${score}`,
  judged: (real: string, generated: string) =>
    `The discriminator takes real samples for real at ${real} on average, generated ones at ${generated}.`,
  scored: (real: string, generated: string) =>
    `The discriminator scores real samples ${real} on average, generated ones ${generated}.`,
  outside: (count: string) => `${count} outside the picture`,
  covered: (covered: string, all: string) => `${covered} of ${all} modes covered`,
  samplesSummary: (generated: string, step: string) => `${generated} generated samples at step ${step}`,
  samplesOverReal: (real: string) => `over ${real} real ones`,
  history: 'Step of the samples',
  latest: 'Latest',
  toLatest: 'Back to the latest samples',
  mode: (number: string) => `Mode ${number}`,
  classOf: (name: string) => `Class ${name}`,
  modeOfClass: (number: string, name: string) => `Mode ${number} (class ${name})`,
  realOfClass: (name: string) => `Real, class ${name}`,
  modes: 'Modes',
  pinMode: (place: string) => `Show it among the samples, at ${place}`,
  tableMode: 'Mode',
  tableReal: 'Real',
  tableGenerated: 'Generated',
  tableOverTime: 'Over time',
  overTime: (begin: string, end: string) => `Over time, from ${begin} to ${end} of the samples`,
  allModes: (count: string) => `Show all ${count} modes`,
  fewerModes: 'Show fewer modes',
  mosaic: 'Images',
  mosaicSummary: (step: string) => `Generated images at step ${step}`,
  realMosaicSummary: 'Real images',
  mosaicBroken: 'The image in the log cannot be decoded.',

  samplesHelp:
    'Click a sample to see the real ones that it is most like. With the keyboard: arrows go from sample to sample, Escape leaves them.',
  tilesHelp:
    'Click an image to see the real ones that it is most like. With the keyboard: arrows go from image to image, Escape leaves them.',
  duplicates: (count: string) => `${count} nearly the same as another`,
  latents: 'Latents',
  freshLatents: 'fresh',
  fixedLatents: 'fixed',
  inspected: (number: string) => `Sample ${number}`,
  dismiss: 'Close',
  nearMode: (mode: string) => `Near ${mode.charAt(0).toLowerCase()}${mode.slice(1)}`,
  twins: (count: string) => (count === '1' ? '1 other is nearly the same' : `${count} others are nearly the same`),
  away: (distance: string) => `${distance} away`,
  usualAway: (distance: string) => `Real samples are usually ${distance} from the real one most like them.`,

  compare: 'Compare runs',
  comparedRuns: (count: string) => `${count} runs`,
  measures: 'Final measures',
  tableRun: 'Run',
  tableVerdict: 'Verdict',
  tableStep: 'Step',
  lossOfDiscriminator: 'Loss of the discriminator',
  lossOfGenerator: 'Loss of the generator',
  modesCovered: 'Modes covered',
  nearModes: 'Samples near a mode',
  ofAll: (some: string, all: string) => `${some} of ${all}`,
  showRun: 'Show this run alone',
  differences: 'Differences of the configs',
  noDifferences: 'The configs say the same.',
  tablePath: 'Setting',

  projection: 'Projection',
  projecting: 'Being laid out…',
  layout: 'Layout',
  colour: 'Colour',
  nothingToProject:
    'These samples need no projection: the picture is the data itself. t-SNE shows their neighbourhoods alone.',
  notKept: 'The samples of this step are not in the log.',
  nearNone: 'Near no mode',
  noModes: 'this data has no separate modes',
  allSamples: 'All samples',
  tableWhere: 'Where',
  trust: (value: string) => `trustworthiness ${value}`,
  trustMeans: '1: whatever is close together here is close together in the data too.',
  projectionSummary: (real: string, generated: string, step: string, layout: string) =>
    `${real} real and ${generated} generated samples at step ${step}, laid out by ${layout}.`,
  projectionReach: (reached: string, all: string) => `The generated ones are near ${reached} of ${all} modes.`,

  sentence: (text: string) => `${text}.`,
  findings: 'Findings',
  noFindings: 'Nothing found so far.',
  noFindingsEnded: 'Nothing found.',
  since: (step: string) => `since step ${step}`,
  fromTo: (from: string, to: string) => `steps ${from} to ${to}`,
  show: 'Show in the config',
  explain: 'Explain',
  back: 'Back to the run',
  help: 'About this rule',
  fix: 'Change the config',
  fixAndStart: 'Change it and start again',
  moreRemedies: (number: string) => `${number} more to try`,
  how: 'How it is known',
  why: 'Why it happens',
  try: 'What to try',
  evidence: 'Evidence',
  measured: 'Measured',
  threshold: 'Threshold',
  more: (count: string) => `and ${count} more`,
  missingModes: 'Missing modes',
  heldModes: 'Where the samples are',
  ofData: 'Of the data',
  ofSamples: 'Of the samples',
  newFinding: (message: string) => `New finding: ${message}`,
};

export const english = {
  states,
  healths,
  severities,
  charts,
  projections,
  layouts,
  projectionColourNames,
  fieldMeanings,
  withoutFields,
  words,
};

/** Another language is another such table. */
export type PageTexts = typeof english;
