/** D's score over the plane: from tensors of the log to what the panel is sent. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEventWriter } from '../../../src/events/index.ts';
import { meaningOf, withoutFieldOf } from '../../../src/monitor/decision-field.ts';
import { Hydration } from '../../../src/monitor/hydrate.ts';
import { SampleHistory } from '../../../src/monitor/samples.ts';
import type { RunMessage, SampleUpdate } from '../../../src/protocol/index.ts';
import { tinyConfig } from '../gan/helpers.ts';
import { temporaryFolder } from '../trainer/helpers.ts';

const points = (tag: string) => ({ tag, tensor: Float32Array.of(0, 0, 1, 1, 2, 0), shape: [3, 2] });
const extent = (...numbers: number[]) => ({
  tag: 'field/extent',
  tensor: Float32Array.from(numbers),
  shape: [numbers.length],
});
const scores = (shape: readonly number[]) => ({
  tag: 'field/discriminator',
  tensor: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i),
  shape,
});

function samplesOf(messages: readonly RunMessage[]): SampleUpdate | undefined {
  return messages.find((message) => message.type === 'samples');
}

describe('a field in the log', () => {
  it('comes with the samples of its step, live and looking back, read as the objective has it', () => {
    const folder = join(temporaryFolder(), 'run');
    const writer = createEventWriter(folder);
    writer.write(0, [points('samples/real'), points('samples/generated')]);
    writer.write(100, [extent(-1, 3, 0, 2), scores([2, 3]), points('samples/generated')]);
    writer.write(200, [points('samples/generated')]);
    writer.close();
    const hydration = new Hydration(folder, undefined, () => ({ objective: 'hinge' }));
    hydration.read(2 ** 20);
    const history = new SampleHistory();
    const field = {
      ...{ rows: 2, columns: 3, left: -1, right: 3, bottom: 0, top: 2 },
      ...{ scores: Float32Array.of(0, 1, 2, 3, 4, 5), meaning: 'sign' },
    };
    expect(samplesOf(hydration.flush(history))?.field).toEqual(field);
    expect(hydration.lookAt(100, history).samples?.field).toEqual(field);
    expect(hydration.lookAt(0, history).samples?.field).toBeUndefined();
  });

  it('is left out where nobody could say where it lies, or it is too large', () => {
    const folder = join(temporaryFolder(), 'run');
    const writer = createEventWriter(folder);
    const broken = [extent(1, 1, 0, 2), extent(0, Number.NaN, 0, 2), extent(0, 1)];
    broken.forEach((each, i) => writer.write(i, [each, scores([2, 3]), points('samples/generated')]));
    writer.write(10, [extent(-1, 3, 0, 2), scores([2, 3, 1]), scores([1, 3]), scores([2, 129])]);
    writer.write(11, [points('samples/generated')]);
    writer.close();
    const hydration = new Hydration(folder);
    hydration.read(2 ** 20);
    expect(samplesOf(hydration.flush(new SampleHistory()))?.step).toBe(11);
    expect(hydration.lookAt(11, new SampleHistory()).samples?.field).toBeUndefined();
  });
});

describe('what its numbers mean', () => {
  it('hangs on the objective, and on what D is asked', () => {
    expect(meaningOf(tinyConfig())).toBe('logit');
    expect(meaningOf(tinyConfig({ objective: 'wasserstein' }))).toBe('relative');
    expect(meaningOf(tinyConfig({ objective: { type: 'energy', margin: 1 } }))).toBe('relative');
    expect(meaningOf(tinyConfig({ objective: 'least-squares' }))).toBe('zero-one');
    const identify = { type: 'mad-gan' as const, generators: 2, identify: true };
    expect(meaningOf(tinyConfig({ objective: 'wasserstein', mechanisms: [identify] }))).toBe('logit');
    expect(meaningOf(undefined)).toBe('relative');
  });

  it('is said to be nothing where D gives no score to a place', () => {
    expect(withoutFieldOf(tinyConfig())).toBeUndefined();
    expect(withoutFieldOf(tinyConfig({ mechanisms: [{ type: 'packing', samples: 2 }] }))).toBe('several-at-a-time');
    expect(withoutFieldOf(tinyConfig({ condition: { type: 'projection' } }))).toBe('told-a-class');
    const layers = [{ dense: 3 }, { 'batch-norm': true as const }, { dense: 1 }];
    expect(withoutFieldOf(tinyConfig({ discriminator: { layers } }))).toBe('whole-batch');
  });
});
