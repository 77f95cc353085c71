import { readFileSync, readdirSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createEventWriter,
  EventError,
  listEventFiles,
  readEvents,
  readRecords,
  tailEvents,
} from '../../../src/events/index.ts';
import { RecordFile } from '../../../src/events/record-file.ts';
import { readAll, scalars, scalarsAfterRestarts, temporaryFolder } from './helpers.ts';

describe('what is written', () => {
  it('reads back: scalars, tensors and images, several in one event', () => {
    const folder = temporaryFolder();
    const writer = createEventWriter(folder);
    const png = Uint8Array.of(137, 80, 78, 71);
    writer.write(0, [{ tag: 'loss/generator', scalar: 0 }], 1.5);
    writer.write(5_000_000_000, [
      { tag: 'loss/generator', scalar: -0.1 },
      { tag: 'samples/generated', tensor: Float32Array.of(1, 2, 3, NaN, -Infinity, 1e-42), shape: [3, 2] },
      { tag: 'samples/none', tensor: new Float32Array(), shape: [0, 2] },
      { tag: 'mosaic/generated', png, width: 3, height: 2, channels: 1 },
      { tag: 'Größe ω/𝛼', scalar: Infinity },
    ]);
    writer.close();

    const { events, tail } = readAll(folder);
    expect(tail.health).toEqual({ damaged: 0, missing: false, leftOver: 0 });
    expect(scalars(events)).toEqual({
      'loss/generator': [
        [0, 0],
        [5_000_000_000, Math.fround(-0.1)],
      ],
      'Größe ω/𝛼': [[5_000_000_000, Infinity]],
    });
    expect(events[0]).toMatchObject({ type: 'event', step: 0, wallTime: 1.5 });
    const second = events[1]!;
    if (second.type !== 'event') throw new Error('no event');
    const [, samples, none, mosaic] = second.values;
    expect(samples!.tensor()).toEqual({
      dtype: 'float32',
      shape: [3, 2],
      data: Float32Array.of(1, 2, 3, NaN, -Infinity, 1e-42),
      strings: [],
    });
    expect(samples!.plugin).toBe('tensor');
    expect(none!.tensor()).toMatchObject({ shape: [0, 2], data: new Float32Array() });
    expect(mosaic!.image()).toEqual({ width: 3, height: 2, bytes: png, count: 1 });
  });

  it('reads back whatever the numbers, tags and shapes', () => {
    const value = fc.oneof(
      fc.record({ tag: fc.string({ unit: 'grapheme', minLength: 1 }), scalar: fc.float() }),
      fc
        .record({ tag: fc.string({ minLength: 1 }), rows: fc.nat(5), columns: fc.nat(5) })
        .map(({ tag, rows, columns }) => ({
          tag: `t ${tag}`,
          tensor: Float32Array.from({ length: rows * columns }, (_, i) => i / 3),
          shape: [rows, columns],
        })),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.array(value, { minLength: 1, maxLength: 4 })), { maxLength: 5 }),
        (log) => {
          const folder = temporaryFolder();
          const writer = createEventWriter(folder);
          for (const [step, values] of log) writer.write(step, values);
          writer.close();
          const events = [...readEvents(writer.path)].slice(1);
          expect(
            events.map(({ step, values }) => [
              step,
              values.map((v) =>
                v.kind === 'scalar'
                  ? { tag: v.tag, scalar: v.scalar() }
                  : { tag: v.tag, tensor: v.tensor().data, shape: v.tensor().shape },
              ),
            ]),
          ).toEqual(log);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('refuses a shape that does not fit, and writes nothing of it', () => {
    const writer = createEventWriter(temporaryFolder());
    const before = readFileSync(writer.path).length;
    expect(() => writer.write(1, [{ tag: 't', tensor: new Float32Array(5), shape: [2, 3] }])).toThrow(RangeError);
    expect(readFileSync(writer.path).length).toBe(before);
    writer.close();
  });

  it('can be seen by a reader before it is flushed', () => {
    const folder = temporaryFolder();
    const writer = createEventWriter(folder);
    const tail = tailEvents(folder);
    writer.write(1, [{ tag: 'a', scalar: 1 }]);
    expect(scalars(tail.poll())).toEqual({ a: [[1, 1]] });
    writer.close();
  });

  it('is closed once; writing after that says so', () => {
    const writer = createEventWriter(temporaryFolder());
    writer.close();
    writer.close();
    expect(() => writer.write(1, [])).toThrow(EventError);
  });
});

describe('files', () => {
  it('are named as TensorBoard names them, later ones behind earlier ones', () => {
    const folder = temporaryFolder();
    for (let i = 0; i < 12; i++) createEventWriter(folder).close();
    const names = listEventFiles(folder);
    expect(names).toHaveLength(12);
    for (const name of names) expect(name).toMatch(/^events\.out\.tfevents\.\d{10}\.[\w-]+\.\d+\.\d+$/);
    expect(names.map((name) => Number(name.split('.').at(-1)))).toEqual([...Array(12).keys()]);
  });

  it('of a resumed run take the place of what came after the checkpoint, of all tags', () => {
    const folder = temporaryFolder();
    const first = createEventWriter(folder);
    for (let step = 0; step < 10; step++) {
      first.write(step, [
        { tag: 'loss', scalar: step },
        { tag: `rare/${step}`, scalar: step },
      ]);
    }
    first.close();
    const second = createEventWriter(folder, { resumeAt: 7 });
    second.write(7, [{ tag: 'loss', scalar: 107 }]);
    second.close();
    const { events } = readAll(folder);
    expect(events.filter(({ type }) => type === 'restart')).toHaveLength(1);
    const kept = scalarsAfterRestarts(events);
    expect(kept['loss']).toEqual([...[0, 1, 2, 3, 4, 5, 6].map((step) => [step, step]), [7, 107]]);
    expect(Object.keys(kept).filter((tag) => tag.startsWith('rare/'))).toHaveLength(7);
  });

  it('of a run resumed where its log ends void nothing', () => {
    const folder = temporaryFolder();
    const first = createEventWriter(folder);
    first.write(6, [{ tag: 'loss', scalar: 6 }]);
    first.close();
    createEventWriter(folder, { resumeAt: 7 }).close();
    expect(readAll(folder).events.map(({ type }) => type)).toEqual(['event']);
  });
});

describe('a log that ends anywhere', () => {
  it('is readable up to its last whole record', () => {
    const folder = temporaryFolder();
    const writer = createEventWriter(folder);
    const ends = [readFileSync(writer.path).length];
    for (let step = 0; step < 4; step++) {
      writer.write(step, [
        { tag: 'loss', scalar: step },
        { tag: 'samples', tensor: new Float32Array(step), shape: [step] },
      ]);
      ends.push(readFileSync(writer.path).length);
    }
    writer.close();
    const whole = readFileSync(writer.path);
    for (let length = 0; length <= whole.length; length++) {
      writeFileSync(writer.path, whole.subarray(0, length));
      const records = readRecords(writer.path);
      let count = 0;
      let next = records.next();
      for (; next.done !== true; next = records.next()) count++;
      const wanted = ends.filter((end) => end <= length);
      expect(count).toBe(wanted.length);
      expect(next.value).toEqual({ damage: [], leftOver: length - (wanted.at(-1) ?? 0) });
    }
  });
});

describe('a full disk', () => {
  const full = (): Error => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

  it.runIf(process.platform === 'linux')('is told by its code, with what to do', () => {
    const file = new RecordFile('/dev/full');
    expect(() => file.append(new Uint8Array(100))).toThrow(
      expect.objectContaining({ code: 'disk-full', message: expect.stringContaining('free some') as string }) as Error,
    );
    file.close();
  });

  it('leaves whole records only, even when half of one was written', () => {
    const path = join(temporaryFolder(), 'events.out.tfevents.1.h.1.0');
    let room = 100;
    const file = new RecordFile(path, (handle, bytes) => {
      const count = Math.min(room, bytes.length);
      if (count === 0) throw full();
      room -= count;
      return writeSync(handle, bytes.subarray(0, count));
    });
    file.append(new Uint8Array(50));
    expect(() => file.append(new Uint8Array(50))).toThrow(expect.objectContaining({ code: 'disk-full' }) as Error);
    expect(readFileSync(path).length).toBe(66);
    room = 1000;
    file.append(new Uint8Array(20).fill(7));
    file.close();
    expect([...readRecords(path)].map(({ payload }) => payload.length)).toEqual([50, 20]);
  });

  it('where the folder cannot be made, is an error with the folder in it', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(() => createEventWriter(join(folder, 'file', 'run'))).toThrow(
      expect.objectContaining({ code: 'write-failed', message: expect.stringContaining(folder) as string }) as Error,
    );
    expect(readdirSync(folder)).toEqual(['file']);
  });
});

it('appends to a file again after it was cut, as a resumed trainer never does but a crashed tool might', () => {
  const path = join(temporaryFolder(), 'events.out.tfevents.1.h.1.0');
  const file = new RecordFile(path);
  file.append(new Uint8Array(8));
  truncateSync(path, 0);
  file.append(new Uint8Array(9));
  file.close();
  expect([...readRecords(path)].map(({ payload }) => payload.length)).toEqual([9]);
});
