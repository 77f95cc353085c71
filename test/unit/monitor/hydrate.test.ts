/** What the panel is sent of a log that grows, is taken back, and grows again: each number once. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEventWriter } from '../../../src/events/index.ts';
import { Hydration } from '../../../src/monitor/hydrate.ts';
import { SampleHistory } from '../../../src/monitor/samples.ts';
import type { ScalarUpdate } from '../../../src/protocol/index.ts';
import { temporaryFolder } from '../trainer/helpers.ts';

const history = new SampleHistory();

function read(hydration: Hydration): ScalarUpdate | undefined {
  do hydration.read(2 ** 20);
  while (hydration.behind);
  return hydration.flush(history).find((message) => message.type === 'scalars');
}

describe('numbers', () => {
  it('are sent once and then forgotten, also where the run goes on from an earlier step', () => {
    const folder = join(temporaryFolder(), 'run');
    let writer = createEventWriter(folder);
    const log = (from: number, to: number, scalar: number): void => {
      for (let step = from; step < to; step++) writer.write(step, [{ tag: 'loss/generator', scalar }]);
      writer.flush();
    };
    log(0, 5000, 1);
    const hydration = new Hydration(folder);
    const first = read(hydration);
    expect(first).toMatchObject({ reset: true });
    expect(first?.series[0]?.steps).toHaveLength(5000);
    log(5000, 5010, 2);
    writer.close();
    writer = createEventWriter(folder, { resumeAt: 4000 });
    log(4000, 4003, 3);
    writer.close();
    const { reset, voidFrom, series } = read(hydration)!;
    expect({ reset, voidFrom }).toEqual({ reset: false, voidFrom: 4000 });
    // What waited to be sent and became void is not sent at all.
    expect(series).toEqual([
      { tag: 'loss/generator', steps: Float64Array.of(4000, 4001, 4002), values: Float32Array.of(3, 3, 3) },
    ]);
  });
});
