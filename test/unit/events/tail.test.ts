import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { PbfWriter } from 'pbf';
import { describe, expect, it } from 'vitest';
import { createEventWriter, findLogFolders, tailEvents, type TailEvent } from '../../../src/events/index.ts';
import { encodeEvent, type ValueToWrite } from '../../../src/events/encode.ts';
import { frame } from '../../../src/events/records.ts';
import { maximumElements } from '../../../src/events/tensor.ts';
import { drain, readAll, scalars, temporaryFolder } from './helpers.ts';

const name = (second: number): string => `events.out.tfevents.${1_700_000_000 + second}.host.1.0`;
const record = (step: number, values: readonly ValueToWrite[]): Uint8Array =>
  frame(encodeEvent({ wallTime: 1_700_000_000 + step, step, values }));
const loss = (step: number, scalar = step): Uint8Array => record(step, [{ tag: 'loss', scalar }]);
const version = (wallTime = 1): Uint8Array => frame(encodeEvent({ wallTime, step: 0, fileVersion: 'brain.Event:2' }));
const steps = (events: readonly TailEvent[]): number[] => (scalars(events)['loss'] ?? []).map(([step]) => step);
const types = (events: readonly TailEvent[]): string[] => events.map(({ type }) => type);

/** 30 events of changing size. */
const whole = Buffer.concat([
  version(),
  ...Array.from({ length: 30 }, (_, step) =>
    record(step, [
      { tag: 'loss', scalar: step },
      {
        tag: 'samples',
        tensor: Float32Array.from({ length: (step * 7) % 13 }, (_, i) => i + step),
        shape: [(step * 7) % 13],
      },
    ]),
  ),
]);

describe('a log that grows', () => {
  it('in pieces of any size, read at any budget, gives the same as the whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 1000 }),
        (pieces, budget) => {
          const folder = temporaryFolder();
          const path = join(folder, name(0));
          const tail = tailEvents(folder);
          const events: TailEvent[] = [];
          let at = 0;
          for (let i = 0; at < whole.length; i++) {
            const size = i < pieces.length ? pieces[i]! : whole.length;
            appendFileSync(path, whole.subarray(at, at + size));
            at += size;
            events.push(...drain(tail, budget));
          }
          expect(steps(events)).toEqual([...Array(30).keys()]);
          const samples = events.flatMap((event) => (event.type === 'event' ? [event.values[1]!.tensor().data] : []));
          samples.forEach((data, step) => {
            expect(data).toEqual(Float32Array.from({ length: (step * 7) % 13 }, (_, i) => i + step));
          });
          expect(tail.health).toEqual({ damaged: 0, missing: false, leftOver: 0 });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is read a bounded piece at a time, and says when there is more', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name(0)), Buffer.concat(Array.from({ length: 100 }, (_, step) => loss(step))));
    const tail = tailEvents(folder);
    const first = tail.poll(10 * loss(1).length);
    expect(first.length).toBeGreaterThanOrEqual(9);
    expect(first.length).toBeLessThanOrEqual(11);
    expect(tail.behind).toBe(true);
    expect(steps([...first, ...drain(tail)])).toEqual([...Array(100).keys()]);
    expect(tail.behind).toBe(false);
    expect(tail.poll()).toEqual([]);
  });

  it('does not exist yet', () => {
    const folder = join(temporaryFolder(), 'later');
    const tail = tailEvents(folder);
    expect(tail.poll()).toEqual([]);
    expect(tail.health.missing).toBe(true);
    mkdirSync(folder);
    expect(tail.poll()).toEqual([]);
    writeFileSync(join(folder, name(0)), loss(1));
    expect(steps(tail.poll())).toEqual([1]);
    expect(tail.health.missing).toBe(false);
  });

  it('goes on in a new file', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name(0)), loss(1));
    const tail = tailEvents(folder);
    tail.poll();
    writeFileSync(join(folder, name(1)), loss(2));
    appendFileSync(join(folder, name(0)), loss(3));
    const events = tail.poll();
    expect(steps(events)).toEqual([3, 2]);
  });

  it('may be a single file', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name(0)), loss(1));
    writeFileSync(join(folder, name(1)), loss(2));
    expect(steps(tailEvents(join(folder, name(1))).poll())).toEqual([2]);
  });
});

describe('a log that is taken away', () => {
  it('is remembered while it is missing, and goes on where it was when it comes back', () => {
    const folder = temporaryFolder();
    const path = join(folder, name(0));
    writeFileSync(path, Buffer.concat([version(), loss(1)]));
    const tail = tailEvents(folder);
    tail.poll();
    renameSync(path, join(folder, 'aside'));
    expect(tail.poll()).toEqual([]);
    expect(tail.health.missing).toBe(true);
    appendFileSync(join(folder, 'aside'), loss(2));
    renameSync(join(folder, 'aside'), path);
    expect(steps(tail.poll())).toEqual([2]);
  });

  it('together with its folder is no error', () => {
    const folder = join(temporaryFolder(), 'run');
    createEventWriter(folder).close();
    const tail = tailEvents(folder);
    tail.poll();
    rmSync(folder, { recursive: true });
    expect(tail.poll()).toEqual([]);
    expect(tail.health.missing).toBe(true);
  });

  it.each([
    ['deleted and made anew under its name', 0],
    ['deleted and made anew under another', 5],
  ])('%s is read again from its begin', (_, second) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name(0)), Buffer.concat([version(1), loss(1)]));
    const tail = tailEvents(folder);
    tail.poll();
    rmSync(join(folder, name(0)));
    writeFileSync(join(folder, name(second)), Buffer.concat([version(2), loss(1, 10), loss(2, 20), loss(3, 30)]));
    const events = drain(tail);
    expect(types(events)).toEqual(['reset', 'event', 'event', 'event']);
    expect(scalars(events)).toEqual({
      loss: [
        [1, 10],
        [2, 20],
        [3, 30],
      ],
    });
  });

  it('cut in place is read again from its begin', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name(0)), Buffer.concat([version(1), loss(1), loss(2)]));
    const tail = tailEvents(folder);
    tail.poll();
    writeFileSync(join(folder, name(0)), Buffer.concat([version(1), loss(7)]));
    expect(types(drain(tail))).toEqual(['reset', 'event']);
  });

  it('replaced by a longer copy of itself (a synchronised folder) just goes on', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name(0)), Buffer.concat([version(1), loss(1)]));
    const tail = tailEvents(folder);
    tail.poll();
    writeFileSync(join(folder, 'copy'), Buffer.concat([version(1), loss(1), loss(2)]));
    renameSync(join(folder, 'copy'), join(folder, name(0)));
    const events = tail.poll();
    expect(types(events)).toEqual(['event']);
    expect(steps(events)).toEqual([2]);
  });
});

describe('restarts', () => {
  const restarts = (files: readonly Uint8Array[][]): TailEvent[] => {
    const folder = temporaryFolder();
    files.forEach((records, i) => writeFileSync(join(folder, name(i)), Buffer.concat(records)));
    return readAll(folder).events.filter(({ type }) => type === 'restart');
  };

  it('are seen by a repeated tag, once a file', () => {
    expect(
      restarts([
        [loss(1), loss(5)],
        [loss(3), loss(4), loss(5)],
      ]),
    ).toEqual([{ type: 'restart', file: name(1), step: 3 }]);
  });

  it('may come again and again', () => {
    expect(restarts([[loss(9)], [loss(5), loss(6)], [loss(2)]]).map((e) => e.type === 'restart' && e.step)).toEqual([
      5, 2,
    ]);
  });

  it('are not seen in steps out of order within a file', () => {
    expect(restarts([[loss(3), loss(1), loss(2)]])).toEqual([]);
  });

  it('are not seen in a second file of other tags', () => {
    expect(restarts([[loss(5)], [record(0, [{ tag: 'hparam/coverage', scalar: 1 }])]])).toEqual([]);
  });

  it('are seen when they come while the log is followed', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name(0)), Buffer.concat([loss(1), loss(2), loss(3)]));
    const tail = tailEvents(folder);
    tail.poll();
    writeFileSync(join(folder, name(1)), loss(2));
    expect(types(tail.poll())).toEqual(['restart', 'event']);
  });
});

describe('hostile and damaged records', () => {
  const read = (...records: Uint8Array[]): ReturnType<typeof readAll> => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name(0)), Buffer.concat(records));
    return readAll(folder);
  };

  /** A header with right checksum that promises `length` bytes. */
  const promise = (length: number): Uint8Array => {
    const record = frame(new Uint8Array(0)).slice(0, 12);
    new DataView(record.buffer).setBigUint64(0, BigInt(length), true);
    const again = frame(record.slice(0, 8)); // its payload checksum is that of the length
    record.set(again.subarray(20, 24), 8);
    return record;
  };

  it('of a promised terabyte wait for it without room for it', () => {
    const { events, tail } = read(loss(1), promise(2 ** 40), loss(2));
    expect(steps(events)).toEqual([1]);
    expect(tail.health).toEqual({ damaged: 0, missing: false, leftOver: 12 + loss(2).length });
  });

  it('above the limit are stepped over', () => {
    const folder = temporaryFolder();
    const big = record(1, [{ tag: 'samples', tensor: new Float32Array(1000), shape: [1000] }]);
    writeFileSync(join(folder, name(0)), Buffer.concat([loss(0), big, loss(2)]));
    const tail = tailEvents(folder, { maximumRecordBytes: 2000 });
    expect(steps(drain(tail))).toEqual([0, 2]);
    expect(tail.health).toMatchObject({ damaged: 1, first: { offset: loss(0).length, reason: 'too-large' } });
  });

  it('with a flipped bit in the payload are skipped; nothing wrong is returned', () => {
    fc.assert(
      fc.property(fc.nat(whole.length * 8 - 1), (bit) => {
        const bytes = Uint8Array.from(whole);
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        const { events, tail } = read(bytes);
        expect(tail.health.damaged).toBe(1);
        for (const event of events) {
          if (event.type === 'event') expect(event.values[0]!.scalar()).toBe(event.step);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('of any bytes with a right checksum neither throw nor hang', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (payload) => {
        const { events } = read(loss(1), frame(payload), loss(2));
        expect(steps(events).filter((step) => step === 1 || step === 2).length).toBeGreaterThanOrEqual(2);
      }),
      { numRuns: 300 },
    );
  });

  it('with a cut event inside are counted as no event', () => {
    const payload = encodeEvent({ wallTime: 1, step: 3, values: [{ tag: 'loss', scalar: 3 }] });
    for (let length = 1; length < payload.length; length++) {
      const { events } = read(frame(payload.slice(0, length)));
      expect(scalars(events)).toEqual({});
    }
  });

  it('that change when the file is written again are read then', () => {
    const folder = temporaryFolder();
    const path = join(folder, name(0));
    const good = Buffer.concat([version(), loss(1), loss(2)]);
    const bad = Buffer.from(good);
    bad.fill(0, version().length + loss(1).length); // what a power cut leaves on some file systems
    writeFileSync(path, bad);
    const tail = tailEvents(folder);
    expect(steps(drain(tail))).toEqual([1]);
    writeFileSync(path, Buffer.concat([good, loss(3)]));
    expect(steps(drain(tail))).toEqual([2, 3]);
  });

  it('of a tensor with a huge shape are refused when asked for', () => {
    const tensor = (size: number): Uint8Array => {
      const writer = new PbfWriter();
      writer.writeMessage(
        5,
        (_, summary) =>
          summary.writeMessage(
            1,
            (__, value) => {
              value.writeStringField(1, 'samples');
              value.writeMessage(
                8,
                (___, proto) => {
                  proto.writeVarintField(1, 1);
                  proto.writeMessage(
                    2,
                    (____, shape) => shape.writeMessage(2, (n, d) => d.writeVarintField(1, n), size),
                    0,
                  );
                  proto.writeFloatField(5, 1);
                },
                0,
              );
            },
            0,
          ),
        0,
      );
      return frame(writer.finish());
    };
    const value = (size: number) => {
      const event = read(tensor(size)).events[0]!;
      if (event.type !== 'event') throw new Error('no event');
      return event.values[0]!;
    };
    expect(value(3).tensor().data).toEqual(Float32Array.of(1, 1, 1));
    expect(() => value(maximumElements + 1).tensor()).toThrow(expect.objectContaining({ code: 'too-large' }) as Error);
    expect(() => value(-1).tensor()).toThrow(expect.objectContaining({ code: 'malformed' }) as Error);
    expect(() => value(3).scalar()).toThrow(expect.objectContaining({ code: 'wrong-kind' }) as Error);
  });
});

describe('folders with logs', () => {
  it('are found below a folder, links and node_modules left out', () => {
    const folder = temporaryFolder();
    for (const run of ['b/run 1', 'a', 'b/run 1/sub', 'node_modules/x', '.git']) {
      mkdirSync(join(folder, run), { recursive: true });
      writeFileSync(join(folder, run, name(0)), '');
    }
    symlinkSync(folder, join(folder, 'b', 'loop'));
    mkdirSync(join(folder, 'empty'));
    expect(findLogFolders(folder)).toEqual(['a', 'b/run 1', 'b/run 1/sub']);
    expect(findLogFolders(join(folder, 'a'))).toEqual(['']);
  });

  it('that do not exist are an error', () => {
    expect(() => findLogFolders(join(temporaryFolder(), 'no'))).toThrow(
      expect.objectContaining({ code: 'read-failed' }) as Error,
    );
  });
});
