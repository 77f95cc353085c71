import { expect, test } from 'vitest';
import { duration, reading, shortStep, shortValue, speed } from '../../../webview/data/format.ts';

test('durations in two units at most', () => {
  expect([0, 3.9, 59.4, 60, 200, 3599.6, 3900, 86_400, 183_000].map(duration)).toEqual([
    '0 s',
    '4 s',
    '59 s',
    '1 min',
    '3 min 20 s',
    '1 h',
    '1 h 5 min',
    '1 d',
    '2 d 3 h',
  ]);
});

test('speeds without false precision', () => {
  expect([1943.2, 100.4, 12.34, 0.25].map(speed)).toEqual(['1,943', '100', '12.3', '0.25']);
});

test('steps on an axis', () => {
  expect([0, 500, 2500, 10_000, 12_500, 1_500_000].map(shortStep)).toEqual([
    '0',
    '500',
    '2500',
    '10k',
    '12.5k',
    '1.5M',
  ]);
});

test('values on an axis', () => {
  expect([0, 0.1 + 0.2, -2, 0.001, 0.00002, 20_000, 3e12].map(shortValue)).toEqual([
    '0',
    '0.3',
    '-2',
    '0.001',
    '2e-5',
    '20k',
    '3e12',
  ]);
});

test('readings show small changes, and say what is not a number', () => {
  expect([1.2812, -0.2474, 12.345, 123.45, 1234.5, 0.00012, 4.2e7, Number.NaN, -Infinity, 0].map(reading)).toEqual([
    '1.281',
    '-0.247',
    '12.35',
    '123.5',
    '1,235',
    '1.20e-4',
    '4.20e+7',
    'NaN',
    '-Infinity',
    '0.000',
  ]);
});
