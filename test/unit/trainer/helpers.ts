/** What the tests of the trainer share: tiny runs in a temporary folder, in this process, on the reference engine. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ConfigInput } from '../../../src/config/index.ts';
import { tailEvents, type EventValue, type EventWriter } from '../../../src/events/index.ts';
import { beginRun, resumeRun, type Begun, type Overrides } from '../../../src/trainer/begin.ts';
import type { BranchPoint } from '../../../src/trainer/branch.ts';
import { train, type Ending, type TrainOptions } from '../../../src/trainer/train.ts';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'modescope-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type Changes = Omit<Partial<ConfigInput>, 'training'> & { readonly training?: ConfigInput['training'] };

/** A config file of a tiny game in `folder`; its absolute path. */
export function writeConfig(folder: string, { training, ...changes }: Changes = {}): string {
  const config: ConfigInput = {
    data: { type: 'ring', modes: 8, radius: 2, std: 0.02 },
    latent: 2,
    generator: { layers: [{ dense: 3, activation: 'relu' }, { dense: 2 }] },
    discriminator: { layers: [{ dense: 3, activation: 'leaky-relu' }, { dense: 1 }] },
    engine: 'reference',
    training: { steps: 30, batch: 4, logEvery: 5, sampleEvery: 10, samples: 6, ...training },
    ...changes,
  };
  const file = join(folder, 'tiny.gan.json');
  writeFileSync(file, JSON.stringify(config));
  return file;
}

export async function begin(file: string, overrides: Overrides = {}): Promise<Begun> {
  return tracked(await beginRun(file, undefined, overrides));
}

export async function branch(file: string, from: BranchPoint): Promise<Begun> {
  return tracked(await beginRun(file, undefined, {}, undefined, from));
}

export async function resume(folder: string): Promise<Begun> {
  const begun = await resumeRun(folder, undefined);
  if (begun === undefined) throw new Error('the run is finished');
  return tracked(begun);
}

function tracked(begun: Begun): Begun {
  onTestFinished(() => begun.training.dispose());
  return begun;
}

/** Trains to the end, unless told otherwise. */
export async function trainOn(begun: Begun, options: Partial<TrainOptions> = {}): Promise<Ending> {
  const { training, ...rest } = begun;
  return train(training, { ...rest, signal: new AbortController().signal, ...options });
}

/** A clock that goes on by this many milliseconds each time it is looked at, so that nothing hangs on real time. */
export function tickingClock(milliseconds: number): () => number {
  let now = 0;
  return () => (now += milliseconds);
}

/** A log as it counts after restarts: the numbers of each tag by step. */
export function readLog(folder: string): Map<string, Map<number, number[]>> {
  const tags = new Map<string, Map<number, number[]>>();
  const tail = tailEvents(folder);
  do {
    for (const event of tail.poll()) {
      if (event.type === 'reset') tags.clear();
      else if (event.type === 'restart') {
        for (const steps of tags.values()) for (const step of steps.keys()) if (step >= event.step) steps.delete(step);
      } else {
        for (const value of event.values) {
          const steps = tags.get(value.tag) ?? new Map<number, number[]>();
          tags.set(value.tag, steps);
          steps.set(event.step, numbersOf(value));
        }
      }
    }
  } while (tail.behind);
  return tags;
}

/** What a value holds: of an image the bytes of its file. */
function numbersOf(value: EventValue): number[] {
  if (value.kind === 'scalar') return [value.scalar()];
  return Array.from(value.kind === 'image' ? value.image().bytes : value.tensor().data);
}

/** The same without what depends on the clock. */
export function timelessLog(folder: string): Map<string, Map<number, number[]>> {
  const log = readLog(folder);
  for (const tag of log.keys()) if (tag.startsWith('progress/')) log.delete(tag);
  return log;
}

export function stepsOf(folder: string, tag: string): number[] {
  return [...(readLog(folder).get(tag)?.keys() ?? [])];
}

/** A writer that calls `before` ahead of every event; what that throws is what writing throws. */
export function watched(writer: EventWriter, before: (step: number) => void): EventWriter {
  return {
    path: writer.path,
    write: (step, values, wallTime) => {
      before(step);
      writer.write(step, values, wallTime);
    },
    flush: () => writer.flush(),
    close: () => writer.close(),
  };
}
