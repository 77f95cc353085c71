import { describe, expect, it } from 'vitest';
import { Timeline } from '../../../src/monitor/timeline.ts';

const one = (): number => 1;

function filled(limit: number, count: number): Timeline<number> {
  const timeline = new Timeline<number>(limit, one);
  for (let step = 0; step < count; step++) timeline.add(10 * step, step);
  return timeline;
}

const stepsOf = (timeline: Timeline<number>): number[] =>
  (timeline.newsSince(undefined)?.moments ?? []).map(({ step }) => step);

describe('a timeline', () => {
  it('gives the moment at a step or last before it, the first for what is earlier', () => {
    const timeline = filled(100, 5);
    expect(timeline.at(20)).toEqual({ step: 20, entry: 2 });
    expect(timeline.at(29.5)?.step).toBe(20);
    expect(timeline.at(1e9)?.step).toBe(40);
    expect(timeline.at(-1)?.step).toBe(0);
    expect(new Timeline<number>(10, one).at(3)).toBeUndefined();
  });

  it('keeps the last of several entries at one step', () => {
    const timeline = filled(100, 2);
    timeline.add(10, 7);
    expect(timeline.at(10)).toEqual({ step: 10, entry: 7 });
    expect(timeline.length).toBe(2);
  });

  it('tells a reader what is new, and everything when that has changed', () => {
    const timeline = filled(100, 3);
    const first = timeline.newsSince(undefined)!;
    expect(first.reset).toBe(true);
    expect(first.moments.map(({ step }) => step)).toEqual([0, 10, 20]);
    expect(timeline.newsSince(first.reading)).toBeUndefined();
    timeline.add(30, 3);
    const second = timeline.newsSince(first.reading)!;
    expect(second).toMatchObject({ reset: false, moments: [{ step: 30 }] });
    timeline.rewind(20);
    timeline.add(25, 9);
    const third = timeline.newsSince(second.reading)!;
    expect(third.reset).toBe(true);
    expect(third.moments.map(({ step }) => step)).toEqual([0, 10, 25]);
    // Another timeline, in the place of the one that was read.
    expect(filled(100, 3).newsSince(first.reading)?.reset).toBe(true);
    timeline.clear();
    expect(timeline.newsSince(third.reading)).toMatchObject({ reset: true, moments: [] });
  });

  it('stays within its limit and goes on reaching back to the begin, evenly', () => {
    const steps = stepsOf(filled(16, 1000));
    expect(steps.length).toBeLessThanOrEqual(16);
    expect(steps.length).toBeGreaterThanOrEqual(8);
    expect(steps[0]).toBe(0);
    const gaps = new Set(steps.slice(1).map((step, i) => step - steps[i]!));
    expect(gaps.size).toBe(1);
    expect(steps.at(-1)).toBeGreaterThan(9990 - [...gaps][0]!);
  });
});
