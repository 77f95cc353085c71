/** Runs made for the tests, as a trainer would leave them: manifest and log, with some modes never generated. */
import { createEventWriter, type EventWriter } from '../../../src/events/index.ts';
import { createRandom, type Random } from '../../../src/random/index.ts';
import { createRun, type NewRun } from '../../../src/runs/index.ts';

export interface MadeRun {
  readonly run: NewRun;
  readonly writer: EventWriter;
  /** Logs a snapshot of samples that lie on all modes but these (numbers from 0, counted around the ring). */
  snapshot(step: number, missing: readonly number[]): void;
  /** The process has ended as planned. */
  finish(step: number): void;
}

const samplesAtATime = 800;

/** @param config as resolved; the run is `running` until it is finished */
export function makeRun(configFile: string, config: unknown, started = new Date()): MadeRun {
  const engine = { name: 'reference', version: '0', threads: 1, device: 'cpu' };
  const run = createRun({ configFile, config, seed: 1, steps: 5000, engine, versions: {} }, started);
  const writer = createEventWriter(run.folder);
  const random = createRandom(7);
  const write = (step: number, tag: string, tensor: Float32Array): void =>
    writer.write(step, [{ tag, tensor, shape: [tensor.length / 2, 2] }]);
  write(0, 'samples/real', ring(random, 2000, []));
  // What the untrained generator makes: a small cloud in the middle.
  write(
    0,
    'samples/generated',
    Float32Array.from({ length: 2 * samplesAtATime }, () => 0.1 * random.normal()),
  );
  return {
    run,
    writer,
    snapshot: (step, missing) => write(step, 'samples/generated', ring(random, samplesAtATime, missing)),
    finish(step) {
      writer.close();
      run.update({ state: 'finished', step, ended: new Date().toISOString() });
    },
  };
}

/** `count` points on the eight modes of a ring of radius 2, but for some. */
export function ring(random: Random, count: number, missing: readonly number[]): Float32Array {
  const modes = [0, 1, 2, 3, 4, 5, 6, 7].filter((mode) => !missing.includes(mode));
  return Float32Array.from(
    Array.from({ length: count }).flatMap((_, i) => {
      const angle = (Math.PI / 4) * modes[i % modes.length]!;
      return [2 * Math.cos(angle) + 0.02 * random.normal(), 2 * Math.sin(angle) + 0.02 * random.normal()];
    }),
  );
}
