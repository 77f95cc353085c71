import { describe, expect, it } from 'vitest';
import { english, explain, helpPage, messageOf, titleOf } from '../../../src/prose/index.ts';
import { fill, number, percent, point } from '../../../src/prose/format.ts';
import { ruleIds } from '../../../src/protocol/index.ts';
import { finding } from './finding.ts';

const mode = (place: readonly number[], i: number) => ({
  mode: i,
  prototype: place,
  realShare: 0.125,
  generatedShare: 0,
});

describe('every rule', () => {
  it.each(ruleIds)('%s has its texts and its page', (rule) => {
    const text = english.rules[rule];
    for (const part of [text.title, text.seen, text.how, text.why, text.try]) expect(part.length).toBeGreaterThan(5);
    const whole = explain(finding(rule));
    expect(whole).toContain(text.why);
    expect(whole).toContain(text.try);
    expect(whole).not.toMatch(/[{}]|undefined/);
    expect(messageOf(finding(rule)).startsWith(`${titleOf(rule)} since step 3,100: `)).toBe(true);
    expect(helpPage(rule)).toBe(`docs/rules/${rule}.md`);
  });
});

describe('sentences', () => {
  it('name the missing modes by where they are', () => {
    const evidence = {
      measurements: [{ name: 'share-upper-bound', value: 0.0312, threshold: 0.25 }],
      modes: [mode([2, 0], 0), mode([-1.4142, 1.4142], 3)],
      modesInData: 8,
      pooledSamples: 600,
      space: 'raw',
    };
    const dropping = finding('mode-dropping', { evidence });
    expect(messageOf(dropping)).toBe(
      'Mode dropping since step 3,100: 2 of 8 modes missing — near (2.00, 0.00), (-1.41, 1.41)',
    );
    expect(messageOf({ ...dropping, to: 4000 })).toContain('from step 3,100 to 4,000');
    expect(explain(dropping)).toContain('Upper bound of generated share / real share 0.0312 (threshold 0.25).');
    expect(explain(dropping)).toContain('once, without labels (compared as they are).');
    expect(explain(dropping)).toContain('From 600 samples.');
  });

  it('name modes without a short prototype by number, labelled ones by label, and count the rest', () => {
    const modes = [{ ...mode([], 6), label: 'boot' }, mode([], 2), mode([], 3), mode([], 4)];
    const text = messageOf(finding('mode-dropping', { evidence: { measurements: [], modes, modesInData: 10 } }));
    expect(text).toContain('near class boot, number 3, number 4 and 1 more');
  });

  it('have numbers as people read them', () => {
    expect([number(0), number(1234.6), number(0.00001), number(2.5), number(Infinity)]).toEqual([
      '0',
      '1,235',
      '1.0e-5',
      '2.5',
      'Infinity',
    ]);
    expect([percent(0.123), percent(0.0042), percent(0.0002), percent(0)]).toEqual(['12 %', '0.4 %', '< 0.1 %', '0 %']);
    expect(point([-0.001, 2])).toBe('(0.00, 2.00)');
    expect(() => fill('{missing}', {})).toThrow(RangeError);
  });
});
