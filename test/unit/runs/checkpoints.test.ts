import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32c } from '../../../src/events/index.ts';
import {
  hashConfig,
  listCheckpoints,
  newestCheckpoint,
  readCheckpoint,
  writeCheckpoint,
  type Checkpoint,
} from '../../../src/runs/index.ts';
import { temporaryFolder } from './helpers.ts';

const checkpoint = (step: number): Checkpoint => ({
  step,
  configHash: hashConfig({ latent: 64 }),
  arrays: {
    'generator.parameters': Float32Array.of(1, -0, NaN, 1e-42, step),
    'discriminator.moments': Float64Array.of(Math.PI, Infinity),
    empty: new Float32Array(),
  },
  extra: { latent: { random: [1, 2, 3, 4294967295] }, learningRate: 0.1 },
});

const steps = (folder: string): number[] => listCheckpoints(folder).map(({ step }) => step);

describe('a checkpoint', () => {
  it('reads back bit by bit', () => {
    const folder = temporaryFolder();
    const path = writeCheckpoint(folder, checkpoint(20));
    expect(path).toBe(join(folder, 'checkpoints', 'step-20.ckpt'));
    expect(readCheckpoint(path)).toEqual(checkpoint(20));
  });

  it('reads back whatever the lengths and names', () => {
    const folder = temporaryFolder();
    const single = fc.float32Array({ maxLength: 9 });
    const double = fc.float64Array({ maxLength: 9 });
    const arrays = fc.dictionary(
      fc.string().filter((name) => name !== '__proto__'),
      fc.oneof(single, double),
    );
    fc.assert(
      fc.property(arrays, (generated) => {
        const written = { ...checkpoint(1), arrays: { ...generated } };
        expect(readCheckpoint(writeCheckpoint(folder, written)).arrays).toEqual(written.arrays);
      }),
      { numRuns: 50 },
    );
  });

  it('of part of a larger array holds that part', () => {
    const part = new Float32Array([9, 1, 2, 9]).subarray(1, 3);
    const path = writeCheckpoint(temporaryFolder(), { ...checkpoint(1), arrays: { part } });
    expect(readCheckpoint(path).arrays).toEqual({ part: Float32Array.of(1, 2) });
  });

  it('cut at any byte or with any bit flipped is refused', () => {
    const path = writeCheckpoint(temporaryFolder(), checkpoint(20));
    const whole = readFileSync(path);
    const malformed = expect.objectContaining({ code: 'malformed' }) as Error;
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(path, whole.subarray(0, length));
      expect(() => readCheckpoint(path)).toThrow(malformed);
    }
    for (let byte = 0; byte < whole.length; byte++) {
      const flipped = Buffer.from(whole);
      flipped[byte]! ^= 1 << (byte % 8);
      writeFileSync(path, flipped);
      expect(() => readCheckpoint(path)).toThrow(malformed);
    }
  });

  it('of a newer format is told from a damaged one', () => {
    const path = writeCheckpoint(temporaryFolder(), checkpoint(20));
    const bytes = readFileSync(path);
    bytes[bytes.indexOf('"format":1') + 9] = '2'.charCodeAt(0);
    bytes.writeUInt32LE(crc32c(bytes, 0, bytes.length - 4), bytes.length - 4);
    writeFileSync(path, bytes);
    expect(() => readCheckpoint(path)).toThrow(expect.objectContaining({ code: 'newer-version' }) as Error);
  });

  it('that is not there is an error with its path', () => {
    const path = join(temporaryFolder(), 'step-1.ckpt');
    expect(() => readCheckpoint(path)).toThrow(
      expect.objectContaining({ code: 'read-failed', message: expect.stringContaining(path) as string }) as Error,
    );
  });
});

describe('the checkpoints of a run', () => {
  it('are the newest few and the first', () => {
    const folder = temporaryFolder();
    for (const step of [0, 5, 10, 90, 100]) writeCheckpoint(folder, checkpoint(step), { last: 2 });
    expect(steps(folder)).toEqual([0, 90, 100]);
    expect(newestCheckpoint(folder)?.step).toBe(100);
  });

  it('are none in a new run', () => {
    expect(listCheckpoints(temporaryFolder())).toEqual([]);
    expect(newestCheckpoint(temporaryFolder())).toBeUndefined();
  });

  it('are still of use when the newest is damaged', () => {
    const folder = temporaryFolder();
    writeCheckpoint(folder, checkpoint(10));
    writeFileSync(writeCheckpoint(folder, checkpoint(20)), 'damaged');
    expect(newestCheckpoint(folder)?.step).toBe(10);
  });

  it('left unfinished by a killed process are not listed, and go with the next', () => {
    const folder = temporaryFolder();
    const path = writeCheckpoint(folder, checkpoint(10));
    const unfinished = `${path}.0123abcd.tmp`;
    writeFileSync(unfinished, readFileSync(path).subarray(0, 50));
    expect(steps(folder)).toEqual([10]);
    writeCheckpoint(folder, checkpoint(20));
    expect(readdirSync(join(folder, 'checkpoints')).sort()).toEqual(['step-10.ckpt', 'step-20.ckpt']);
    expect(basename(path)).toBe('step-10.ckpt');
  });
});

describe('the hash of a config', () => {
  it('is the same whatever the order of keys, and another for other content', () => {
    const hash = hashConfig({ a: 1, b: { c: [1, 2], d: null } });
    expect(hashConfig({ b: { d: null, c: [1, 2] }, a: 1 })).toBe(hash);
    expect(hashConfig({ a: 1, b: { c: [2, 1], d: null } })).not.toBe(hash);
    expect(hashConfig({ a: '1', b: { c: [1, 2], d: null } })).not.toBe(hash);
    expect(hash).toMatch(/^[0-9a-f]{32}$/);
  });
});
