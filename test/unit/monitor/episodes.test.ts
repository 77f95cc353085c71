import { describe, expect, it } from 'vitest';
import { Episodes } from '../../../src/monitor/episodes.ts';
import type { Rule } from '../../../src/monitor/rule.ts';

function episodes(raise: number, clear: number): Episodes {
  const rule: Rule = {
    id: 'mode-collapse',
    level: 'warning',
    reads: [],
    yieldsTo: [],
    hysteresis: { raise, clear },
    judge: () => undefined,
  };
  return new Episodes(rule);
}

/** Verdicts as letters: + for, - against; one a step from step 1. */
function take(all: Episodes, verdicts: string, from = 1): Episodes {
  verdicts.split('').forEach((verdict, i) =>
    all.take(from + i, {
      on: verdict === '+',
      evidence: { measurements: [{ name: 'n', value: from + i }] },
    }),
  );
  return all;
}

describe('hysteresis', () => {
  it('raises at the last of enough verdicts, from the first of them', () => {
    const [only] = take(episodes(3, 2), '-+++').all;
    expect(only).toMatchObject({ from: 2, raised: 4, to: null });
  });

  it('lets a single verdict to the contrary count against, not away', () => {
    expect(take(episodes(3, 2), '++-++').all).toMatchObject([{ from: 1, raised: 5 }]);
    expect(take(episodes(3, 2), '+-+-+-+-').all).toEqual([]);
  });

  it('keeps one finding an episode, updated in place, closed after enough to the contrary in a row', () => {
    const { all } = take(episodes(2, 2), '+++-++--++');
    expect(all).toMatchObject([
      { from: 1, raised: 2, to: 8, evidence: { measurements: [{ value: 6 }] } },
      { from: 9, raised: 10, to: null },
    ]);
  });

  it('takes the number of verdicts from the verdict where it says one', () => {
    const all = episodes(2, 2);
    for (let step = 1; step <= 4; step++) all.take(step, { on: true, raise: 4 });
    expect(all.all).toMatchObject([{ raised: 4 }]);
  });

  it('never says that trouble began after it was seen', () => {
    const all = episodes(1, 1);
    all.take(5, { on: true, from: 9 });
    expect(all.all[0]!.from).toBe(5);
  });

  it('reports a change only where something changed', () => {
    const all = episodes(2, 1);
    expect(all.take(1, { on: true })).toBe(false);
    expect(all.take(2, { on: true })).toBe(true);
    expect(all.take(3, { on: false })).toBe(true);
    expect(all.take(4, { on: false })).toBe(false);
    expect(all.close(5)).toBe(false);
  });
});

describe('steps taken back', () => {
  it('forget what was raised after, and open again what was closed after', () => {
    const all = take(episodes(2, 2), '++--++');
    expect(all.all).toHaveLength(2);
    all.rewind(4);
    expect(all.all).toMatchObject([{ from: 1, raised: 2, to: null }]);
    expect(all.open).toBe(true);
    take(all, '--', 4);
    expect(all.all).toMatchObject([{ to: 5 }]);
    all.rewind(1);
    expect(all.all).toEqual([]);
    expect(all.open).toBe(false);
  });
});
