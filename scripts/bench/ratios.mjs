/** Steps per second, CPU time, memory and session time of four steps beside PyTorch's, on the CPU. */
import { inTurns } from './turns.mjs';
import { bundle, pytorch } from './workshop.mjs';

/** The least share of PyTorch's steps per second that is aimed at, for each engine. */
const cases = [
  {
    name: 'mlp',
    about: 'G 64-128-128-2, D 2-128-128-1, batch 256, Adam',
    spec: { network: 'mlp' },
    goals: { native: 2, portable: 0.5 },
  },
  {
    name: 'wgan-gp',
    about: 'the same with the Wasserstein objective and a gradient penalty',
    spec: { network: 'mlp', penalty: true },
    goals: { native: 2 },
  },
  {
    name: 'unrolled-5',
    about: 'the first with five simulated updates of D by Adam, differentiated through',
    spec: { network: 'mlp', unroll: 5 },
    goals: { native: 2.5 },
  },
  {
    name: 'dcgan-28',
    about:
      '28x28x1, batch 64, D: conv 4x4/2 1-32, 32-64, dense; G: dense 64-3136, conv-transpose 4x4/2 64-32, 32-1, tanh; Adam',
    spec: { network: 'conv' },
    goals: { native: 1.3, portable: 0.25 },
  },
];

const engines = ['native', 'portable'];
const rounds = 7;
const seconds = 1.2;

/** @returns the ratios as plain numbers by case, and under `cases` what they were made from */
export async function ratios(note) {
  const how = { engines, ours: await bundle('ours'), ...(await pytorch(note)), rounds, seconds, note };
  const results = [];
  for (const { name, about, spec, goals } of cases) {
    results.push({ name, about, goals, ...(await inTurns(name, spec, how)) });
  }
  const numbers = (engine, what) =>
    Object.fromEntries(results.map(({ name, ratio }) => [name, ratio[engine]?.[what] ?? null]));
  return {
    ratios: numbers('native', 'steps'),
    portable: numbers('portable', 'steps'),
    memory: { native: numbers('native', 'memory'), portable: numbers('portable', 'memory') },
    cpu: { native: numbers('native', 'cpu'), portable: numbers('portable', 'cpu') },
    beside: { pytorchMissing: how.missing, cases: results },
  };
}
