/**
 * What judging one snapshot of samples costs, through all rules: CPU time from the record to the findings, after the real
 * data has been taken apart, which happens once a run.
 *
 *     node judging.mjs
 *
 * Prints one line of JSON: milliseconds of each case.
 */
import type { EventValue, LogEvent, Tensor } from '../../src/events/index.ts';
import { RunMonitor } from '../../src/monitor/index.ts';
import { createRandom, type Random } from '../../src/random/index.ts';

/** Snapshots that are measured; those before them warm the machine up, and let the rules come to their whole windows. */
const measured = 15;
const before = 6;
const latents = 64;

interface Case {
  readonly about: string;
  readonly goal: number;
  /** Real samples, a quarter of them held out. */
  readonly real: number;
  readonly generated: number;
  readonly shape: readonly number[];
  /** Writes one sample. @param generated whether the generator made it; it is a little off the data then */
  readonly draw: (random: Random, sample: Float32Array, generated: boolean) => void;
}

const cases: readonly Case[] = [
  {
    about: 'points of 2 numbers, 8 modes',
    goal: 50,
    real: 2000,
    generated: 500,
    shape: [2],
    draw: (random, sample, generated) => {
      const angle = (2 * Math.PI * random.integer(8)) / 8;
      random.fillNormal(sample);
      const width = generated ? 0.1 : 0.02;
      sample[0] = 2 * Math.cos(angle) + width * sample[0]!;
      sample[1] = 2 * Math.sin(angle) + width * sample[1]!;
    },
  },
  {
    about: 'points of 2 numbers, 8 modes, the samples all off the data',
    goal: 50,
    real: 2000,
    generated: 500,
    shape: [2],
    draw: (random, sample, generated) => {
      const angle = (2 * Math.PI * random.integer(8)) / 8;
      random.fillNormal(sample);
      const at = generated ? 0.5 : 2;
      sample[0] = at * Math.cos(angle) + 0.02 * sample[0]!;
      sample[1] = at * Math.sin(angle) + 0.02 * sample[1]!;
    },
  },
  {
    about: 'points of 64 numbers, one cloud the same in all directions',
    goal: 50,
    real: 2000,
    generated: 500,
    shape: [64],
    draw: (random, sample) => random.fillNormal(sample),
  },
  {
    about: 'points of 64 numbers, 10 modes, the samples off the data',
    goal: 50,
    real: 2000,
    generated: 500,
    shape: [64],
    draw: (random, sample, generated) => {
      const mode = random.integer(10);
      random.fillNormal(sample);
      for (let k = 0; k < sample.length; k++) sample[k]! *= generated ? 1 : 0.3;
      sample[mode]! += 6;
    },
  },
  {
    about: 'images of 28 x 28',
    goal: 250,
    real: 2000,
    generated: 256,
    shape: [28, 28, 1],
    draw: drawStroke,
  },
];

/** A thick stroke at some angle and place, in [-1, 1], with a little noise: neighbours as those of digits. */
function drawStroke(random: Random, sample: Float32Array, generated: boolean): void {
  const angle = Math.PI * random.uniform();
  const [x0, y0] = [10 + 8 * random.uniform(), 10 + 8 * random.uniform()];
  const length = 6 + 4 * random.uniform();
  random.fillNormal(sample);
  for (let i = 0; i < sample.length; i++) {
    const [x, y] = [(i % 28) - x0, Math.floor(i / 28) - y0];
    const along = Math.abs(x * Math.cos(angle) + y * Math.sin(angle));
    const across = Math.abs(y * Math.cos(angle) - x * Math.sin(angle));
    const ink = Math.max(0, 1 - Math.max(across / 2.5, along / length));
    sample[i] = Math.max(-1, Math.min(1, 2 * ink - 1 + (generated ? 0.2 : 0.05) * sample[i]!));
  }
}

function tensorOf(tag: string, shape: readonly number[], data: Float32Array): EventValue {
  const tensor: Tensor = { dtype: 'float32', shape: [...shape], data, strings: [] };
  return valueOf(tag, 'tensor', { tensor: () => tensor });
}

function scalarOf(tag: string, number: number): EventValue {
  return valueOf(tag, 'scalar', { scalar: () => number });
}

function valueOf(tag: string, kind: EventValue['kind'], own: Partial<EventValue>): EventValue {
  const refuse = (): never => {
    throw new TypeError(`${tag} is a ${kind}`);
  };
  return { tag, kind, plugin: '', scalar: refuse, tensor: refuse, image: refuse, histogram: refuse, ...own };
}

function eventOf(step: number, ...values: readonly EventValue[]): LogEvent {
  return { type: 'event', file: 'bench', offset: 0, wallTime: 0, step, sessionStart: false, values };
}

/** CPU milliseconds of one snapshot, the middle of several. */
function costOf({ real, generated, shape, draw }: Case): number {
  const random = createRandom(1).split('judging');
  const size = shape.reduce((product, side) => product * side, 1);
  const drawn = (count: number, isGenerated: boolean): Float32Array => {
    const data = new Float32Array(count * size);
    for (let i = 0; i < count; i++) draw(random, data.subarray(i * size, (i + 1) * size), isGenerated);
    return data;
  };
  const monitor = new RunMonitor({ run: 'bench' });
  const trained = Math.round(0.75 * real);
  monitor.feed(eventOf(0, tensorOf('samples/real', [trained, ...shape], drawn(trained, false))));
  monitor.feed(eventOf(0, tensorOf('samples/holdout', [real - trained, ...shape], drawn(real - trained, false))));
  const times: number[] = [];
  for (let i = 0; i < before + measured; i++) {
    const step = 100 * i;
    const z = new Float32Array(generated * latents);
    random.fillNormal(z);
    const events = [
      eventOf(step, scalarOf('loss/generator', 1), scalarOf('loss/discriminator', 1)),
      eventOf(step, scalarOf('score/real', 0.01), scalarOf('score/fake', 0)),
      eventOf(step, scalarOf('grad_norm/generator', 1), scalarOf('grad_norm/discriminator', 1)),
      eventOf(step, tensorOf('latents/generated', [generated, latents], z)),
      eventOf(step, tensorOf('samples/generated', [generated, ...shape], drawn(generated, true))),
    ];
    const begin = process.cpuUsage();
    for (const event of events) monitor.feed(event);
    const { user, system } = process.cpuUsage(begin);
    if (i >= before) times.push((user + system) / 1000);
  }
  return times.sort((a, b) => a - b)[times.length >> 1]!;
}

const rows = cases.map((one) => {
  const { about, goal, real, generated } = one;
  return { about, goal, real, generated, milliseconds: costOf(one) };
});
process.stdout.write(`${JSON.stringify({ rows })}\n`);
