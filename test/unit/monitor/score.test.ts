import { describe, expect, it } from 'vitest';
import { score, type Truth } from '../../../src/monitor/score.ts';
import type { Finding, RuleId } from '../../../src/protocol/index.ts';

function truth(label: string, onset: number | null, more: Partial<Truth> = {}): Truth {
  return { label, onset_step: onset, last_step: 1000, sample_every: 100, timeline: [], ...more };
}

function finding(rule: RuleId, raised: number, to: number | null = null, from = raised): Finding {
  return { run: '', rule, severity: 'warning', from, raised, to, evidence: { measurements: [] }, configPaths: [] };
}

// By hand, from the rules of the corpus (SCORING.md).
describe('scoring', () => {
  it('counts recognised, exact, and the delay in snapshots', () => {
    const result = score(
      { a: truth('mode_dropping', 300), b: truth('mode_collapse', 300), c: truth('mode_collapse', 100) },
      {
        a: [finding('mode-dropping', 500)],
        b: [finding('mode-collapse', 200), finding('mode-dropping', 400)],
        c: [finding('mode-collapse', 1000)],
      },
    );
    expect(result.recall).toMatchObject({ k: 2, n: 3 });
    expect(result.exact).toMatchObject({ k: 1, n: 3 });
    // b's dropping is a claim that does not fit; c came nine snapshots late.
    expect(result.precision).toMatchObject({ k: 3, n: 4 });
    expect(result.medianDelay).toBe(2);
    expect(result.misses.map(({ run }) => run)).toEqual(['c']);
  });

  it('takes a label that is acceptable too, but not as exact', () => {
    const result = score(
      { a: truth('mode_hopping', 100, { also_acceptable: ['mode_collapse'] }) },
      { a: [finding('mode-collapse', 100)] },
    );
    expect(result.recall.k).toBe(1);
    expect(result.exact.k).toBe(0);
  });

  it('asks for three quarters of the time', () => {
    const flicker = [finding('mode-collapse', 200, 300), finding('mode-collapse', 900)];
    expect(score({ a: truth('mode_collapse', 100) }, { a: flicker }).recall.k).toBe(1);
    expect(
      score({ a: truth('mode_collapse', 10) }, { a: [finding('mode-collapse', 100, 150), flicker[1]!] }).recall.k,
    ).toBe(0);
  });

  it('alarms in health are those up for a snapshot after two of grace', () => {
    const healthy = truth('healthy', 300);
    const alarmed = (list: Finding[]) => score({ a: healthy }, { a: list }).alarmedHealthy.k;
    expect(alarmed([finding('mode-collapse', 100, 500)])).toBe(0);
    expect(alarmed([finding('mode-collapse', 100, 600)])).toBe(1);
    expect(alarmed([finding('mode-dropping', 1000)])).toBe(1);
    expect(alarmed([{ ...finding('mode-dropping', 600), severity: 'information' }])).toBe(0);
    expect(alarmed([finding('loss-correlation', 600)])).toBe(0);
  });

  it('gives Wilson’s interval', () => {
    // statsmodels proportion_confint(9, 10, method='wilson'): (0.5958, 0.9821)
    const index = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`r${i}`, truth('mode_collapse', 100)]));
    const found = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`r${i}`, [finding('mode-collapse', 100)]]));
    const { interval } = score(index, found).recall;
    expect(interval[0]).toBeCloseTo(0.5958, 3);
    expect(interval[1]).toBeCloseTo(0.9821, 3);
  });
});
