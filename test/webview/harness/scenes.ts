/**
 * What the host would send, for pictures of every state of the page. Runs in the browser: the messages hold typed
 * arrays, as they do when VS Code passes them on.
 */
import { encode } from 'fast-png';
import {
  protocolVersion,
  type DecisionField,
  type Finding,
  type HistoryUpdate,
  type InspectionUpdate,
  type InspectionWish,
  type MosaicUpdate,
  type ProjectionUpdate,
  type OfferedRemedy,
  type ProjectionWish,
  type RemediesUpdate,
  type RuleId,
  type RunStatus,
  type SampleUpdate,
  type SharesUpdate,
  type SnapshotUpdate,
  type ScalarUpdate,
  type ToPage,
} from '../../../src/protocol/index.ts';

const run = '/home/ada/gans/runs/ring/20261124-162001-a3f9';
const name = 'ring · 2026-11-24 16:20:01';

/** Mulberry32: small, seeded, good enough for pictures. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

const show: ToPage = { type: 'show', version: protocolVersion, run, name };

export function status(more: Partial<RunStatus>): RunStatus {
  return {
    type: 'status',
    run,
    name,
    state: 'running',
    step: 12_400,
    steps: 20_000,
    stepsPerSecond: 1_943.2,
    secondsLeft: 3.9,
    engine: 'native',
    configFile: '/home/ada/gans/ring.gan.json',
    ...more,
  };
}

const tags = [
  'loss/discriminator',
  'loss/generator',
  'score/real',
  'score/fake',
  'grad_norm/discriminator',
  'grad_norm/generator',
] as const;

/** Curves as a run of the non-saturating objective has them: settling, noisy, with a few spikes. */
export function scalars(
  from: number,
  to: number,
  { every = 10, reset = false, broken = Number.POSITIVE_INFINITY } = {},
): ScalarUpdate {
  const count = Math.max(0, Math.floor((to - from) / every));
  const series = tags.map((tag, k) => {
    const next = random(k + 1 + from);
    const steps = new Float64Array(count);
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      const step = from + i * every;
      const settle = Math.exp(-step / 2_500);
      const slow = Math.sin(step / 900 + k) * 0.06;
      const spike = next() < 0.002 ? 1 : 0;
      const noise = normal(next);
      steps[i] = step;
      values[i] =
        step >= broken
          ? Number.NaN
          : [
              1.25 - 0.55 * settle + slow + 0.06 * noise + 0.4 * spike,
              0.95 + 1.6 * settle - slow * 2 + 0.09 * noise + 0.9 * spike,
              0.35 + 2.1 * settle + slow + 0.08 * noise,
              -0.3 - 2.4 * settle - slow + 0.1 * noise,
              0.35 * Math.exp(0.22 * noise + 1.2 * settle) + 1.4 * spike,
              0.16 * Math.exp(0.3 * noise + 2.2 * settle + slow) + 0.9 * spike,
            ][k]!;
    }
    return { tag, steps, values };
  });
  return { type: 'scalars', run, reset, series };
}

const angle = (mode: number): number => (2 * Math.PI * mode) / 8;

/** Eight modes on a ring, of which the generator reaches `covered`. Real samples come with the first message only. */
export function samples(
  step: number,
  covered: readonly number[],
  { withReal = true, ...more }: Partial<SampleUpdate> & { readonly withReal?: boolean } = {},
): SampleUpdate {
  const next = random(step);
  const cloud = (count: number, modes: readonly number[], spread: number, stray: number) => {
    const xy = new Float32Array(2 * count);
    for (let i = 0; i < count; i++) {
      const mode = modes[Math.floor(next() * modes.length)]!;
      const off = next() < stray ? 0.6 : 1;
      const bent = next() < stray ? angle(mode) + (next() - 0.5) : angle(mode);
      xy[2 * i] = 2 * off * Math.cos(bent) + spread * normal(next);
      xy[2 * i + 1] = 2 * off * Math.sin(bent) + spread * normal(next);
    }
    return { count, xy };
  };
  const all = [0, 1, 2, 3, 4, 5, 6, 7];
  return {
    type: 'samples',
    run,
    step,
    projection: 'identity',
    generated: cloud(1_024, covered, 0.07, 0.06),
    ...(withReal ? { real: cloud(2_000, all, 0.05, 0) } : {}),
    modes: all.map((mode) => ({
      x: 2 * Math.cos(angle(mode)),
      y: 2 * Math.sin(angle(mode)),
      realShare: 0.125 + 0.01 * Math.sin(mode),
      generatedShare: covered.includes(mode) ? 0.94 / covered.length : 0,
    })),
    field: field(covered),
    ...more,
  };
}

/** What a D makes of the plane that has learned where data is missing, and is fooled elsewhere. */
function field(covered: readonly number[]): DecisionField {
  const side = 32;
  const reach = 2 * 1.36;
  const at = (i: number): number => ((i + 0.5) / side) * 2 * reach - reach;
  const scores = Float32Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [at(i % side), at(Math.floor(i / side))];
    const near = (mode: number): number =>
      Math.exp(-((x - 2 * Math.cos(angle(mode))) ** 2 + (y - 2 * Math.sin(angle(mode))) ** 2) / 0.25);
    const lacking = [0, 1, 2, 3, 4, 5, 6, 7].filter((mode) => !covered.includes(mode));
    return (
      -2.5 +
      lacking.reduce((sum, mode) => sum + 5 * near(mode), 0) +
      covered.reduce((sum, mode) => sum + 2.5 * near(mode), 0)
    );
  });
  return {
    rows: side,
    columns: side,
    left: -reach,
    right: reach,
    bottom: -reach,
    top: reach,
    scores,
    meaning: 'logit',
  };
}

function withoutField(update: SampleUpdate): SampleUpdate {
  const bare: { -readonly [Key in keyof SampleUpdate]: SampleUpdate[Key] } = { ...update };
  delete bare.field;
  return bare;
}

/** With samples of latents that stay the same, and some that are nearly the same as another. */
function withFixed(update: SampleUpdate): SampleUpdate {
  const { count, xy } = update.generated;
  const moved = xy.map((value, i) => value * (1 + 0.1 * Math.sin(i)));
  return { ...update, fixed: { count, xy: moved }, duplicates: Uint32Array.of(10, 11, 12, 200, 300) };
}

/** Modes that the generator reaches at a step of the run that loses some. */
function coveredAt(step: number): readonly number[] {
  const lost: Readonly<Record<number, number>> = { 1: 6_200, 4: 3_800, 6: 5_000 };
  return [0, 1, 2, 3, 4, 5, 6, 7].filter((mode) => step < (lost[mode] ?? Number.POSITIVE_INFINITY));
}

const stepsOf = (to: number): number[] => Array.from({ length: Math.floor(to / 100) + 1 }, (_, i) => 100 * i);

function history(to: number): HistoryUpdate {
  return { type: 'history', run, reset: true, steps: Float64Array.from(stepsOf(to)) };
}

/** Shares that fade over a thousand steps before a mode is lost; early on there is hardly any near the data. */
function shares(to: number, lose: boolean): SharesUpdate {
  const next = random(7);
  const steps = stepsOf(to);
  const rows = steps.flatMap((step) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((mode) => {
      const gone = !lose || coveredAt(step + 1_000).includes(mode) ? 1 : coveredAt(step).includes(mode) ? 0.35 : 0;
      return 0.12 * gone * (1 - Math.exp(-step / 700)) * (0.8 + 0.4 * next());
    }),
  );
  return {
    type: 'shares',
    run,
    reset: true,
    modes: 8,
    steps: Float64Array.from(steps),
    shares: Float32Array.from(rows),
  };
}

/** What the monitor answers when a step is asked for. */
export function snapshot(asked: number): SnapshotUpdate {
  return { type: 'snapshot', run, asked, samples: samples(asked, coveredAt(asked), { withReal: false }), mosaic: null };
}

/** What the monitor answers when a projection is asked for: modes as islands, two of them without generated samples. */
export function projection(asked: ProjectionWish): ProjectionUpdate {
  const next = random(5);
  const flat = asked.method === 'identity';
  const centre = (mode: number): readonly [number, number] =>
    flat
      ? [2 * Math.cos(angle(mode)), 2 * Math.sin(angle(mode))]
      : [22 * Math.cos(mode * 2.4) * Math.sqrt(0.3 + mode / 7), 18 * Math.sin(mode * 2.4) * Math.sqrt(0.3 + mode / 7)];
  const cloud = (modes: readonly number[], stray: number) => {
    const xy = new Float32Array(1000);
    const near = new Int16Array(500);
    for (let i = 0; i < 500; i++) {
      const mode = modes[i % modes.length]!;
      const off = next() < stray;
      const spread = flat ? 0.06 : 3;
      xy[2 * i] = centre(mode)[0] * (off ? 0.6 : 1) + spread * normal(next);
      xy[2 * i + 1] = centre(mode)[1] * (off ? 0.6 : 1) + spread * normal(next);
      near[i] = off ? -1 : mode;
    }
    return { points: { count: 500, xy }, near };
  };
  const real = cloud([0, 1, 2, 3, 4, 5, 6, 7], 0);
  const generated = cloud([0, 2, 3, 5, 7], 0.05);
  return {
    type: 'projection',
    run,
    asked,
    done: true,
    dimensions: flat ? 2 : 64,
    real: real.points,
    generated: generated.points,
    steps: Float64Array.from({ length: 500 }, (_, i) =>
      asked.ages ? Math.round((asked.step * (1 + Math.floor(i / 100))) / 5) : asked.step,
    ),
    of: 'samples',
    samples: Uint32Array.from({ length: 500 }, (_, i) => i),
    modes: 8,
    realModes: real.near,
    generatedModes: generated.near,
    trustworthiness: flat ? null : 0.964,
  };
}

/** What the monitor answers when a sample is asked for. */
export function inspection(asked: InspectionWish): InspectionUpdate {
  const next = random(asked.sample);
  const { xy } = samples(asked.step, [0, 2, 3, 5, 7]).generated;
  const place = [xy[2 * asked.sample] ?? 0, xy[2 * asked.sample + 1] ?? 0] as const;
  const tile = asked.of === 'mosaic';
  const seen = (x: number, y: number) => ({
    place: tile ? null : ([x, y] as const),
    values: tile ? null : Float32Array.of(x, y),
    picture: tile
      ? { height: 14, width: 14, channels: 1, data: Uint8Array.from({ length: 196 }, (_, i) => (x * 80 + i * 7) % 256) }
      : null,
  });
  return {
    type: 'inspection',
    run,
    asked,
    found: {
      ...seen(...place),
      modes: 8,
      mode: 3,
      twins: 2,
      usual: 0.0123,
      neighbours: [0, 1, 2, 3, 4].map((i) => ({
        ...seen(place[0] + 0.2 * (next() - 0.5), place[1] + 0.2 * (next() - 0.5)),
        mode: 3,
        distance: 0.021 * (i + 1),
      })),
    },
  };
}

/** Small pictures of strokes side by side, transparent lines between them; with `kinds` 1 all are the same. */
function mosaic(step: number, shows: 'real' | 'generated', kinds: number): MosaicUpdate {
  const [side, gap, many] = [14, 1, 8];
  const wide = many * (side + gap) - gap;
  const data = new Uint8Array(4 * wide * wide);
  const next = random(step + kinds);
  for (let tile = 0; tile < many * many; tile++) {
    const kind = tile % kinds;
    const [bend, thick] = kinds === 1 ? [0.4, 1.6] : [next(), 1 + next()];
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const u = (x - side / 2) / side;
        const v = (y - side / 2) / side;
        const line = kind % 2 === 0 ? Math.hypot(u, v) - 0.28 : u - 0.3 * bend * Math.sin(6 * v + kind);
        const at = 4 * ((Math.floor(tile / many) * (side + gap) + y) * wide + (tile % many) * (side + gap) + x);
        const value = Math.abs(v) < 0.4 ? Math.max(0, 255 * (1.2 - (Math.abs(line) * side) / thick)) : 0;
        data.fill(Math.min(255, value), at, at + 3);
        data[at + 3] = 255;
      }
    }
  }
  return {
    type: 'mosaic',
    run,
    shows,
    step,
    png: encode({ width: wide, height: wide, data, channels: 4 }),
    grid: { rows: many, columns: many, height: side, width: side, padding: gap, border: false },
    ...(shows === 'real' ? {} : { duplicates: Uint32Array.of(3, 11, 42) }),
  };
}

/** Numbers instead of points: a mixture of three, drawn as two bands. */
function numbers(step: number, covered: readonly number[]): SampleUpdate {
  const next = random(step);
  const centres = [-3, 0, 2.5];
  const band = (count: number, modes: readonly number[], side: number) => {
    const xy = new Float32Array(2 * count);
    for (let i = 0; i < count; i++) {
      xy[2 * i] = centres[modes[i % modes.length]!]! + 0.25 * normal(next);
      xy[2 * i + 1] = side * ((i * 0.618) % 1);
    }
    return { count, xy };
  };
  return {
    type: 'samples',
    run,
    step,
    projection: 'one-dimension',
    generated: band(1024, covered, 1),
    real: band(2000, [0, 1, 2], -1),
    modes: centres.map((x, mode) => ({
      x,
      y: 0,
      realShare: 1 / 3,
      generatedShare: covered.includes(mode) ? 0.98 / covered.length : 0,
    })),
  };
}

const collapse: Finding = {
  run: 'ring/20261124-162001-a3f9',
  rule: 'mode-collapse',
  severity: 'warning',
  from: 5_100,
  raised: 5_400,
  to: null,
  evidence: {
    measurements: [
      { name: 'parts-for-90-percent', value: 1, threshold: 2 },
      { name: 'effective-modes', value: 1.02 },
      { name: 'near-share', value: 0.97 },
    ],
    modes: [{ mode: 3, prototype: [-1.41, 1.41], realShare: 0.125, generatedShare: 0.97 }],
    modesInData: 8,
    pooledSamples: 1_024,
    space: 'raw',
  },
  configPaths: ['training.order'],
};

/** What the host offers against a finding. */
export function remedies(rule: RuleId): RemediesUpdate {
  const path = 'generator.optimizer.learningRate';
  const change = {
    kind: 'set',
    path: 'training.order',
    before: '"generator-first"',
    after: '"discriminator-first"',
  } as const;
  const added = { kind: 'insert', path: 'mechanisms', before: null, after: '{"type":"unrolled","steps":5}' } as const;
  const lowered = ['0.0005', '0.00025', '0.0001'].map((after) => ({
    id: after,
    title: `Lower the learning rate to ${after}`,
    note: null,
    changes: [{ kind: 'set', path, before: null, after }] as const,
  }));
  const remedies: OfferedRemedy[] = [
    { id: 'discriminatorFirst', title: 'Let the discriminator move first', note: null, changes: [change] },
    { id: 'unrolled', title: 'Let the generator look ahead', note: 'A step takes longer.', changes: [added] },
    ...lowered,
  ];
  return { type: 'remedies', run, rule, remedies };
}

function missing(modes: readonly number[]): Finding['evidence']['modes'] {
  return modes.map((mode) => ({
    mode,
    prototype: [2 * Math.cos(angle(mode)), 2 * Math.sin(angle(mode))],
    realShare: 0.125,
    generatedShare: 0.0004,
  }));
}

export const dropping: Finding = {
  run: 'ring/20261124-162001-a3f9',
  rule: 'mode-dropping',
  severity: 'warning',
  from: 6_200,
  raised: 6_800,
  to: null,
  evidence: {
    measurements: [
      { name: 'missing-modes', value: 3 },
      { name: 'share-upper-bound', value: 0.0413, threshold: 0.1 },
      { name: 'near-share', value: 0.941, threshold: 0.8 },
    ],
    modes: missing([1, 4, 6])!,
    modesInData: 8,
    pooledSamples: 4_096,
    space: 'raw',
  },
  configPaths: ['training.order', 'generator.optimizer'],
};

const pattern: Finding = {
  run: dropping.run,
  rule: 'loss-correlation',
  severity: 'information',
  from: 2_100,
  raised: 2_900,
  to: 4_700,
  evidence: {
    measurements: [
      { name: 'generator-trend', value: -0.91, threshold: -0.8 },
      { name: 'generator-fall', value: 0.34, threshold: 0.1 },
      { name: 'discriminator-spread', value: 0.04, threshold: 0.1 },
    ],
  },
  configPaths: ['training'],
};

const notANumber: Finding = {
  run: dropping.run,
  rule: 'non-finite',
  severity: 'error',
  from: 9_130,
  raised: 9_130,
  to: null,
  evidence: { measurements: [], tag: 'loss/generator' },
  configPaths: ['objective'],
};

const findings = (...list: readonly Finding[]): ToPage => ({ type: 'findings', run, findings: list });
const all = [0, 1, 2, 3, 4, 5, 6, 7];

const compared = ['generator-first', 'discriminator-first', 'discriminator-first'].map((order, i) => ({
  run: `${run}-${i}`,
  name: `ring · 2026-11-24 16:${20 + i}:01`,
  config: JSON.stringify({
    latent: 64,
    generator: { layers: [{ dense: 128, activation: 'relu' }, { dense: 2 }] },
    training: { order, seed: i + 1, ...(i === 2 ? { optimizer: { learningRate: 0.0005 } } : {}) },
  }),
}));

/** The messages that bring the page into each state. */
export const scenes: Readonly<Record<string, () => readonly ToPage[]>> = {
  early: () => [
    show,
    status({ step: 300, secondsLeft: 10.2 }),
    scalars(0, 300, { reset: true }),
    samples(300, [0, 1, 2]),
    findings(),
  ],
  healthy: () => [
    show,
    status({}),
    scalars(0, 12_400, { reset: true }),
    history(12_400),
    shares(12_400, false),
    samples(12_400, all),
    findings(),
  ],
  warning: () => [
    show,
    status({}),
    scalars(0, 12_400, { reset: true }),
    history(12_400),
    shares(12_400, true),
    withFixed(samples(12_400, [0, 2, 3, 5, 7])),
    findings(dropping, pattern),
  ],
  failed: () => [
    show,
    status({
      state: 'failed',
      step: 9_500,
      reason: 'The loss of the generator is not finite since step 9,130; training was stopped.',
    }),
    scalars(0, 9_500, { reset: true, broken: 9_130 }),
    samples(9_000, [0, 2, 3]),
    findings(notANumber, { ...dropping, to: 9_130 }),
  ],
  crashed: () => [
    show,
    status({ state: 'crashed', step: 4_100, stepsPerSecond: null, secondsLeft: null }),
    scalars(0, 4_100, { reset: true }),
    samples(4_100, all),
    findings(),
    {
      type: 'log-problem',
      run,
      message:
        'The log is damaged (checksum of a record does not match) at byte 182,344 of events.out.tfevents.1790000000.host; what is damaged is left out.',
    },
  ],
  collapsed: () => [
    show,
    status({ state: 'finished', step: 20_000, stepsPerSecond: null, secondsLeft: null }),
    scalars(0, 20_000, { reset: true }),
    history(20_000),
    samples(20_000, [3]),
    findings(collapse),
  ],
  images: () => [
    show,
    status({}),
    scalars(0, 12_400, { reset: true }),
    history(12_400),
    withoutField(samples(12_400, [0, 2, 3, 5, 7], { projection: 'first two principal components' })),
    mosaic(0, 'real', 7),
    mosaic(12_400, 'generated', 4),
    findings(dropping),
  ],
  numbers: () => [
    show,
    status({ state: 'finished', step: 20_000, stepsPerSecond: null, secondsLeft: null }),
    scalars(0, 20_000, { reset: true }),
    history(20_000),
    numbers(20_000, [0, 2]),
    findings({
      ...dropping,
      evidence: {
        ...dropping.evidence,
        modes: [{ mode: 1, prototype: [0], realShare: 0.33, generatedShare: 0 }],
        modesInData: 3,
      },
    }),
  ],
  empty: () => [show, status({ state: 'stopped', step: 0, stepsPerSecond: null, secondsLeft: null }), findings()],
  compare: () => [
    { type: 'compare', version: protocolVersion, runs: compared } as const,
    ...compared.flatMap(({ run, name }, i): readonly ToPage[] => [
      { ...status({ name, state: 'finished', step: 12_400 + 800 * i, steps: 12_400 + 800 * i }), run },
      { ...scalars(10 * i, 12_400 + 800 * i, { reset: true }), run },
      { ...samples(12_400, i === 0 ? [0, 2, 3, 5, 7] : all), run },
      { type: 'findings', run, findings: i === 0 ? [dropping] : [] },
    ]),
  ],
  waiting: () => [show, status({ step: 0, stepsPerSecond: null, secondsLeft: null })],
  nothing: () => [{ type: 'nothing-to-show' }],
  foreign: () => [
    { type: 'show', version: protocolVersion, run, name: 'dcgan-2026-11-20' },
    status({
      state: 'foreign',
      name: 'dcgan-2026-11-20',
      steps: null,
      secondsLeft: null,
      engine: null,
      configFile: null,
      step: 12_400,
    }),
    {
      type: 'scalars',
      run,
      reset: true,
      series: scalars(0, 12_400)
        .series.slice(0, 2)
        .map((one, i) => ({ ...one, tag: ['Loss_D', 'Loss_G'][i]! })),
    },
    withoutField(samples(12_400, all, { projection: 'first two principal components' })),
    findings(),
  ],
};
