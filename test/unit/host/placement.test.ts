import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/index.ts';
import { placeFindings, placeOf } from '../../../src/host/placement.ts';
import type { Finding } from '../../../src/protocol/index.ts';

const text = `{
  // what is played
  "objective": "minimax",
  "rules": { "mode-collapse": { "level": "off" } },
  "training": {
    "order": "generator-first",
    "optimizer": { "type": "adam" }
  }
}`;
const parsed = parseConfig(text);
const placed = (path: string): string => {
  const { start, end } = placeOf(parsed, path);
  return text.slice(start, end);
};

function finding(rule: Finding['rule'], configPaths: readonly string[], to: number | null = null): Finding {
  return { run: '', rule, severity: 'warning', from: 1, raised: 2, to, evidence: { measurements: [] }, configPaths };
}

describe('where a config path is shown', () => {
  it('is its value, where that is on one line', () => {
    expect(placed('objective')).toBe('"minimax"');
    expect(placed('training.order')).toBe('"generator-first"');
    expect(placed('training.optimizer')).toBe('{ "type": "adam" }');
  });

  it('is the key of what spans lines', () => {
    expect(placed('training')).toBe('"training"');
  });

  it('is the key of the nearest parent where it is not there', () => {
    expect(placed('training.generatorSteps')).toBe('"training"');
    expect(placed('training.optimizer.beta1')).toBe('"optimizer"');
  });

  it('is the first bracket where no parent is there, and the begin of a text that is nothing', () => {
    expect(placed('generator.optimizer')).toBe('{');
    expect(placed('')).toBe('{');
    expect(placeOf(parseConfig(''), 'training.order')).toMatchObject({ start: 0, end: 0, line: 1 });
  });
});

describe('findings in a text', () => {
  it('stand at their first path, with those others that are there', () => {
    const paths = ['training.order', 'training.generatorSteps', 'objective', 'training.order'];
    const [only] = placeFindings([finding('mode-dropping', paths)], parsed);
    expect(only?.range.line).toBe(6);
    expect(only?.related.map(({ path, range }) => [path, range.line])).toEqual([['objective', 3]]);
  });

  it('are left out when over, or silenced by the text as it is now', () => {
    const findings = [
      finding('mode-dropping', [], 10),
      finding('mode-collapse', ['objective']),
      finding('non-finite', ['objective']),
    ];
    expect(placeFindings(findings, parsed).map(({ finding: { rule } }) => rule)).toEqual(['non-finite']);
  });
});
