/**
 * Recipes of labelled runs: data, networks, optimisers, turns and cadences, drawn by seed, so that none is like another.
 * Each kind leans towards one outcome; what a run really became is decided by truth.mjs.
 */

/** A small generator of its own: recipes must not change when the product's randomness does. */
export function random(seed) {
  let state = seed >>> 0 || 1;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    between: (a, b) => a + (b - a) * uniform(),
    pick: (list) => list[Math.floor(uniform() * list.length)],
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

function ring(r) {
  const modes = r.pick([5, 6, 7, 8, 9, 10, 12]);
  const radius = r.pick([1, 1.5, 2, 3]);
  const std = radius * r.between(0.01, 0.06);
  const centres = Array.from({ length: modes }, (_, i) =>
    [Math.cos, Math.sin].map((f) => radius * f((2 * Math.PI * i) / modes)),
  );
  return { config: { type: 'ring', modes, radius, std }, modes: gaussians(centres, std) };
}

function grid(r) {
  const side = r.pick([2, 3, 3, 4]);
  const spacing = r.pick([1, 2]);
  const std = spacing * r.between(0.03, 0.1);
  const centres = Array.from({ length: side * side }, (_, i) =>
    [i % side, Math.floor(i / side)].map((at) => spacing * (at - (side - 1) / 2)),
  );
  return { config: { type: 'grid', side, spacing, std }, modes: gaussians(centres, std) };
}

function mixture(r) {
  const dimensions = r.pick([2, 2, 3, 5, 8]);
  const count = r.pick([4, 5, 6, 8, 10]);
  const std = r.between(0.05, 0.15);
  const means = [];
  while (means.length < count) {
    const mean = Array.from({ length: dimensions }, () => r.between(-2, 2));
    if (means.every((other) => Math.hypot(...other.map((value, k) => value - mean[k])) > 9 * std)) means.push(mean);
  }
  const weights = means.map(() => (r.uniform() < 0.6 ? 1 : r.between(0.3, 1.5)));
  return { config: { type: 'mixture', means, stds: std, weights }, modes: gaussians(means, std, weights) };
}

/** A curve has no modes: cut into twelve segments for the truth alone. */
function curve(r) {
  const kind = r.pick(['spiral', 'arc', 'wave']);
  const at = (t) => {
    if (kind === 'arc') return [2 * Math.cos(4.5 * t), 2 * Math.sin(4.5 * t)];
    if (kind === 'wave') return [4 * t - 2, Math.sin(6 * t)];
    const turn = 1.5 + 7 * t;
    return [0.25 * turn * Math.cos(turn), 0.25 * turn * Math.sin(turn)];
  };
  const deviation = r.between(0.05, 0.1);
  const rows = Array.from({ length: 4000 }, () => at(r.uniform()).map((value) => value + deviation * r.normal()));
  const centres = Array.from({ length: 240 }, (_, i) => at((i + 0.5) / 240));
  const part = centres.map((_, i) => Math.floor(i / 20));
  const modes = {
    centres,
    deviation: centres.map(() => deviation),
    part,
    shares: new Array(12).fill(1 / 12),
    curve: true,
  };
  return { rows, config: { type: 'points', file: 'points.csv' }, modes };
}

function gaussians(centres, std, weights = centres.map(() => 1)) {
  const total = weights.reduce((a, b) => a + b, 0);
  return {
    centres,
    deviation: centres.map(() => std),
    part: centres.map((_, i) => i),
    shares: weights.map((w) => w / total),
    curve: false,
  };
}

const layers = (r, widths, activations) => widths.map((dense) => ({ dense, activation: r.pick(activations) }));

function base(r, data) {
  const dimensions = data.modes.centres[0].length;
  const width = r.pick([48, 64, 96]);
  const depth = r.pick([2, 2, 3]);
  const activation = r.pick(['relu', 'leaky-relu', 'tanh']);
  return {
    data: data.config,
    latent: r.pick([4, 8, 16]),
    generator: { layers: [...layers(r, new Array(depth).fill(width), [activation]), { dense: dimensions }] },
    discriminator: { layers: [...layers(r, new Array(depth).fill(width), ['leaky-relu']), { dense: 1 }] },
    objective: 'non-saturating',
    training: {
      steps: 100 * Math.round(r.between(25, 50)),
      batch: r.pick([64, 128]),
      optimizer: { type: 'adam', learningRate: Number(r.between(0.0006, 0.0012).toPrecision(2)), beta1: 0.5 },
      logEvery: r.pick([5, 10, 20]),
    },
  };
}

/** Kinds of recipes, with how often each is drawn. */
export const kinds = {
  plain: { weight: 9, data: [ring, grid, mixture], change: () => {} },
  curve: { weight: 2, data: [curve], change: () => {} },
  greedy: {
    weight: 3,
    data: [ring, grid, mixture],
    change(c, r) {
      c.training.order = 'generator-first';
      c.training.generatorSteps = r.pick([5, 8, 10]);
    },
  },
  'narrow latent': {
    weight: 2,
    data: [ring, mixture],
    change(c) {
      c.latent = 1;
    },
  },
  hot: {
    weight: 2,
    data: [ring, mixture],
    change(c, r) {
      c.training.optimizer = { type: 'sgd', learningRate: r.pick([0.5, 1, 2]), momentum: 0.9 };
    },
  },
  quick: {
    weight: 2,
    data: [ring, grid, mixture],
    change(c, r) {
      c.training.optimizer = { type: 'adam', learningRate: r.pick([0.004, 0.008, 0.02]), beta1: r.pick([0.5, 0.9]) };
    },
  },
  saturating: {
    weight: 2,
    data: [ring, mixture],
    change(c, r) {
      c.objective = 'minimax';
      c.training.discriminatorSteps = r.pick([3, 5, 8]);
      c.discriminator.optimizer = { type: 'adam', learningRate: 0.003, beta1: 0.5 };
    },
  },
  slow: {
    weight: 1,
    data: [ring, mixture],
    change(c) {
      c.training.optimizer = { type: 'adam', learningRate: 0.00002, beta1: 0.5 };
    },
  },
};

/** @returns a recipe: its config, the truth about its data, and how much of each snapshot the monitor sees */
export function recipe(seed) {
  const r = random(seed * 7919 + 17);
  r.uniform();
  const names = Object.entries(kinds).flatMap(([name, { weight }]) => new Array(weight).fill(name));
  const name = r.pick(names);
  const data = r.pick(kinds[name].data)(r);
  const config = base(r, data);
  kinds[name].change(config, r);
  const snapshots = r.pick([15, 20, 25, 40]);
  config.training.sampleEvery = Math.max(
    config.training.logEvery,
    Math.round(config.training.steps / snapshots / 10) * 10,
  );
  config.training.seed = seed;
  return {
    name: `${name.replace(' ', '-')}-${data.config.type}-${seed}`,
    config,
    rows: data.rows,
    modes: data.modes,
    shown: r.pick([200, 300, 500]),
  };
}
