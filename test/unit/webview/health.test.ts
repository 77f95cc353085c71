import { describe, expect, test } from 'vitest';
import type { RunStatus } from '../../../src/protocol/index.ts';
import { healthOf, inOrder } from '../../../webview/data/health.ts';
import { coveredOf, missingModes } from '../../../webview/data/modes.ts';
import { finding } from './findings.ts';

function status(more: Partial<RunStatus> = {}): RunStatus {
  return {
    type: 'status',
    run: '/r',
    name: 'r',
    state: 'running',
    step: 500,
    steps: 1000,
    stepsPerSecond: null,
    secondsLeft: null,
    engine: null,
    configFile: null,
    ...more,
  };
}

const modes = (...shares: readonly number[]) =>
  shares.map((generatedShare) => ({ x: 0, y: 0, realShare: 0.25, generatedShare }));

describe('health', () => {
  test('is that of the gravest open finding', () => {
    const warning = finding();
    const error = finding({ severity: 'error', rule: 'non-finite' });
    const information = finding({ severity: 'information' });
    expect(healthOf(status(), [information, warning], undefined)).toBe('warning');
    expect(healthOf(status(), [warning, error], undefined)).toBe('failing');
    expect(healthOf(status(), [information], undefined)).toBe('notice');
  });

  test('does not suffer from what has ended', () => {
    expect(healthOf(status(), [finding({ to: 200 })], undefined)).toBe('healthy');
  });

  test('is not told early', () => {
    expect(healthOf(null, [], undefined)).toBe('early');
    expect(healthOf(status({ step: 49 }), [], undefined)).toBe('early');
    expect(healthOf(status({ step: 50 }), [], undefined)).toBe('healthy');
    expect(healthOf(status({ state: 'foreign', steps: null, step: 10 }), [], undefined)).toBe('early');
    expect(healthOf(status({ step: 10 }), [finding()], undefined)).toBe('warning');
  });

  test('is not called good while a mode is empty', () => {
    expect(healthOf(status(), [], modes(0.3, 0.3, 0.4, 0))).toBe('early');
    expect(healthOf(status(), [], modes(0.3, 0.3, 0.3, 0.1))).toBe('healthy');
    expect(healthOf(status({ state: 'finished', step: 1000 }), [], modes(0.5, 0.5, 0, 0))).toBe('unclear');
  });

  test('of a run that failed or crashed is not good', () => {
    expect(healthOf(status({ state: 'failed' }), [], undefined)).toBe('unclear');
    expect(healthOf(status({ state: 'crashed' }), [finding()], undefined)).toBe('warning');
  });
});

test('findings: open ones first, then the graver, then the newer', () => {
  const list = [
    finding({ rule: 'diverging', severity: 'error', to: 50 }),
    finding({ rule: 'loss-correlation', severity: 'information', raised: 900 }),
    finding({ rule: 'mode-collapse', raised: 200 }),
    finding({ rule: 'mode-dropping', raised: 300 }),
    finding({ rule: 'non-finite', severity: 'error', raised: 100 }),
  ];
  expect(inOrder(list).map(({ rule }) => rule)).toEqual([
    'non-finite',
    'mode-dropping',
    'mode-collapse',
    'loss-correlation',
    'diverging',
  ]);
});

describe('modes', () => {
  const named = [{ mode: 2, prototype: [], realShare: 0.25, generatedShare: 0 }];

  test('are covered from a tenth of their real share on', () => {
    expect(coveredOf(modes(0.025, 0.024, 0, 1))).toBe(2);
    expect(coveredOf(undefined)).toBe(0);
  });

  test('are missing when an open finding says so, not because they are empty', () => {
    const list = modes(0.5, 0.5, 0, 0);
    expect([...missingModes([], list)]).toEqual([]);
    expect([...missingModes([finding({ evidence: { measurements: [], modes: named } })], list)]).toEqual([2]);
    expect([...missingModes([finding({ to: 9, evidence: { measurements: [], modes: named } })], list)]).toEqual([]);
  });

  test('of collapsed samples are missing where nothing is; the finding names those that hold the samples', () => {
    const held = [{ mode: 0, prototype: [], realShare: 0.25, generatedShare: 1 }];
    const collapse = finding({ rule: 'mode-collapse', evidence: { measurements: [], modes: held } });
    expect([...missingModes([collapse], modes(1, 0, 0, 0))]).toEqual([1, 2, 3]);
  });
});
