/**
 * What a run really did, from its data's known modes: states of snapshots and the label of the run, by the rules of the
 * labelled corpus (its README). Nothing here looks at what the monitor says, and it knows the modes, which the monitor
 * does not. The discriminator's ROC is not logged by our trainer, so `no_overlap` asks for its loss instead.
 */

/**
 * Modes as centres with deviations and shares. A curve is cut into equal segments: its many centres each belong to one.
 * @typedef {{ centres: number[][], deviation: number[], part: number[], shares: number[], curve: boolean }} Modes
 */

const squared = (a, b) => a.reduce((sum, value, k) => sum + (value - b[k]) ** 2, 0);

/** Distance from each part to the next one. */
function gaps(modes) {
  return modes.centres.map((centre, i) =>
    Math.sqrt(
      Math.min(
        ...modes.centres.map((other, j) => (modes.part[i] === modes.part[j] ? Infinity : squared(centre, other))),
      ),
    ),
  );
}

function spreadOf(rows) {
  const mean = rows[0].map((_, k) => rows.reduce((sum, row) => sum + row[k], 0) / rows.length);
  return { mean, spread: Math.sqrt(rows.reduce((sum, row) => sum + squared(row, mean), 0) / rows.length) };
}

/** @param {Modes} modes @param {number[][]} real */
export function measurer(modes, real) {
  const gap = gaps(modes);
  const data = spreadOf(real);
  const parts = modes.shares.length;
  return (rows) => {
    if (rows.some((row) => row.some((value) => !Number.isFinite(value)))) return { state: 'not_finite' };
    const on = new Array(parts).fill(0);
    const near = new Array(parts).fill(0);
    const cell = new Array(parts).fill(0);
    for (const row of rows) {
      let best = 0;
      let least = Infinity;
      modes.centres.forEach((centre, i) => {
        const distance = squared(row, centre);
        if (distance < least) [least, best] = [distance, i];
      });
      const distance = Math.sqrt(least);
      const part = modes.part[best];
      cell[part]++;
      // Three standard deviations, in as many dimensions as there are: 98.9 % of the mode, as in the plane.
      const dimensions = row.length;
      const reach =
        modes.deviation[best] *
        Math.sqrt(dimensions) *
        (dimensions <= 2 ? 3 / Math.SQRT2 : 1 + 1.6 / Math.sqrt(dimensions));
      const isOn = distance <= reach;
      if (isOn) on[part]++;
      if (isOn || (!modes.curve && distance < gap[best] / 4) || (modes.curve && distance < 2 * reach)) near[part]++;
    }
    const n = rows.length;
    const { mean, spread } = spreadOf(rows);
    const sum = (counts) => counts.reduce((a, b) => a + b, 0) / n;
    const distances = rows.map((row) => Math.sqrt(squared(row, data.mean))).sort((a, b) => a - b);
    const sorted = [...cell].sort((a, b) => b - a);
    let cellsFor90 = 0;
    for (let held = 0; held < 0.9 * n; cellsFor90++) held += sorted[cellsFor90];
    const measured = {
      onShare: sum(on),
      nearShare: sum(near),
      ratios: modes.shares.map((share, i) => near[i] / n / share),
      covered: modes.shares.filter((share, i) => on[i] / n >= 0.1 * share).length,
      spreadRatio: spread / data.spread,
      distance: distances[Math.floor(n / 2)] / data.spread,
      cellsFor90,
      dominant: cell.indexOf(Math.max(...cell)),
      mean,
      parts,
    };
    return { ...measured, state: stateOf(measured) };
  };
}

function stateOf({ onShare, nearShare, ratios, covered, spreadRatio, distance, cellsFor90, parts }) {
  if (distance > 30 || spreadRatio > 30) return 'exploded';
  const few = cellsFor90 <= Math.max(2, Math.floor(parts / 4));
  if (spreadRatio < 0.15 || (few && (nearShare >= 0.2 || spreadRatio < 0.5)))
    return nearShare < 0.2 ? 'collapsed_off_data' : 'collapsed';
  if (nearShare < 0.2) return 'off_data';
  if (nearShare >= 0.7 && ratios.some((ratio) => ratio < 0.05)) return 'dropping';
  const sharp = nearShare >= 0.8 && onShare >= 0.4 && covered >= 0.75 * parts;
  return sharp && ratios.every((ratio) => ratio >= 0.25) && spreadRatio > 0.75 && spreadRatio < 1.33
    ? 'healthy'
    : 'partial';
}

/**
 * The label of a run, undefined where it is ambiguous.
 * @param snapshots `{ step, ...measured }`, the untrained one first
 * @param scalars per tag `[step, value]`
 */
export function labelOf(snapshots, scalars, every) {
  const tail = snapshots.slice(-Math.max(5, Math.ceil(0.3 * snapshots.length)));
  const consistently = (test, list = tail) => list.filter(test).length >= 0.8 * list.length;
  const is =
    (...states) =>
    (s) =>
      states.includes(s.state);
  const timeline = [];
  for (const { state, step } of snapshots) {
    if (timeline.at(-1)?.state === state) timeline.at(-1).to = step;
    else timeline.push({ state, from: step, to: step });
  }
  const onsetOf = (test) => {
    for (let i = 1; i < snapshots.length; i++) {
      const rest = snapshots.slice(i);
      if (rest.slice(0, 2).every(test) && consistently(test, rest)) return snapshots[i].step;
    }
    return undefined;
  };
  const answer = (label, onset, also = []) => ({
    label,
    onset_step: onset ?? null,
    also_acceptable: also,
    last_step: snapshots.at(-1).step,
    sample_every: every,
    timeline,
  });
  const losses = scalars['loss/discriminator'] ?? [];
  const broken = Object.values(scalars)
    .flat()
    .find(([, value]) => !Number.isFinite(value));
  const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const size = (pairs) => median(pairs.map(([, value]) => Math.abs(value)));
  const grown = ['loss/discriminator', 'loss/generator'].some((tag) => {
    const pairs = scalars[tag] ?? [];
    return (
      pairs.length > 50 &&
      size(pairs.slice(-Math.floor(pairs.length / 5))) > 1000 * Math.max(1, size(pairs.slice(0, 10)))
    );
  });
  if (broken || snapshots.some(is('not_finite')) || consistently(is('exploded')) || grown) {
    const first = snapshots.find(is('not_finite', 'exploded'))?.step;
    return answer(
      'diverged',
      consistently(is('exploded')) ? onsetOf(is('exploded')) : Math.min(broken?.[0] ?? Infinity, first ?? Infinity),
    );
  }
  const collapsed = is('collapsed', 'collapsed_off_data');
  const start = Math.max(...losses.slice(0, 3).map(([, value]) => Math.abs(value)));
  const late = losses.slice(-Math.floor(losses.length * 0.3));
  const gradients = scalars['grad_norm/generator'] ?? [];
  const strongest = [...gradients.map(([, value]) => value)].sort((a, b) => a - b)[Math.floor(0.95 * gradients.length)];
  const fading = size(gradients.slice(-Math.floor(gradients.length * 0.3)));
  const separated =
    size(late) < 0.25 * start && (fading < 0.02 * strongest || fading < 0.001 || size(late) < 0.005 * start);
  const off = (s) => s.nearShare < 0.2;
  const wasSpread = snapshots.some((s) => s.spreadRatio >= 0.5);
  if (consistently(off) && separated && !(wasSpread && consistently(collapsed))) {
    return answer('no_overlap', onsetOf(off), consistently(collapsed) ? ['mode_collapse'] : []);
  }
  if (consistently(collapsed)) {
    const moved = Math.sqrt(squared(tail.at(-1).mean, snapshots[0].mean));
    if (consistently(off) && moved < 0.05) return answer('not_converged');
    const changes = tail.slice(1).filter((s, i) => s.dominant !== tail[i].dominant).length / (tail.length - 1);
    const values = new Set(tail.map(({ dominant }) => dominant)).size;
    return changes >= 0.3 && values >= 3
      ? answer('mode_hopping', onsetOf(collapsed), ['mode_collapse'])
      : answer('mode_collapse', onsetOf(collapsed), changes > 0.1 ? ['mode_hopping'] : []);
  }
  const missing = tail[0].ratios.map((_, part) => part).filter((part) => tail.every((s) => s.ratios[part] < 0.05));
  if (consistently((s) => is('dropping')(s) || collapsed(s)) && missing.length > 0) {
    return answer(
      'mode_dropping',
      onsetOf((s) => (is('dropping')(s) || collapsed(s)) && missing.every((part) => s.ratios[part] < 0.05)),
    );
  }
  const healthyShare = tail.filter(is('healthy')).length / tail.length;
  const fine = is('healthy', 'partial');
  if (
    healthyShare >= 0.6 &&
    is('healthy')(tail.at(-1)) &&
    tail.every((s) => fine(s) && s.ratios.every((ratio) => ratio >= 0.1))
  ) {
    let from = snapshots.length - 1;
    while (from > 0 && fine(snapshots[from - 1])) from--;
    const first = snapshots.slice(from).find(is('healthy'));
    return answer('healthy', first.step);
  }
  if (snapshots.every((s) => s.nearShare < 0.7))
    return answer('not_converged', null, missing.length === 0 ? ['healthy'] : []);
  return undefined;
}
