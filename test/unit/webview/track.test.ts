import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Track } from '../../../webview/data/track.ts';

const numbers = fc.array(fc.oneof(fc.float(), fc.constant(Number.NaN), fc.integer({ min: -3, max: 3 })), {
  maxLength: 400,
});

function filled(values: readonly number[]): Track {
  const track = new Track();
  for (const value of values) track.push(value);
  return track;
}

function extremesOf(track: Track, from: number, to: number): readonly [number, number] {
  const found = { lowest: 0, highest: 0 };
  track.extremes(from, to, found);
  return [track.at(found.lowest), track.at(found.highest)];
}

/** The same by looking at every number. */
function byHand(values: readonly number[], from: number, to: number): readonly [number, number] {
  const finite = values.slice(from, to).map(Math.fround).filter(Number.isFinite);
  return finite.length === 0 ? [Number.NaN, Number.NaN] : [Math.min(...finite), Math.max(...finite)];
}

test('extremes of any range are those of the numbers in it', () => {
  fc.assert(
    fc.property(numbers, fc.nat(400), fc.nat(400), (values, a, b) => {
      const [from, to] = [Math.min(a, b, values.length), Math.min(Math.max(a, b), values.length)];
      const [low, high] = extremesOf(filled(values), from, to);
      const [lowest, highest] = byHand(values, from, to);
      // +0 and -0 are the same height.
      expect([low + 0, high + 0]).toEqual([lowest + 0, highest + 0]);
    }),
  );
});

test('what was cut off counts no more, also within a block', () => {
  fc.assert(
    fc.property(numbers, numbers, fc.nat(400), (before, after, cut) => {
      const track = filled(before);
      const kept = Math.min(cut, before.length);
      track.truncate(kept);
      for (const value of after) track.push(value);
      const values = [...before.slice(0, kept), ...after];
      expect(track.length).toBe(values.length);
      const [low, high] = extremesOf(track, 0, track.length);
      const [lowest, highest] = byHand(values, 0, values.length);
      expect([low + 0, high + 0]).toEqual([lowest + 0, highest + 0]);
    }),
  );
});

test('beyond the end there is nothing', () => {
  const track = filled([1, 2]);
  track.truncate(1);
  expect([track.at(0), track.at(1), track.at(-1)]).toEqual([1, Number.NaN, Number.NaN]);
});
