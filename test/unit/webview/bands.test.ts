import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bandsOf } from '../../../webview/data/bands.ts';
import { finding } from './findings.ts';

const view = { from: 0, to: 1000 };

test('a band reaches from where the trouble began to where it ended, an open one to the last step', () => {
  const bands = bandsOf([finding({ from: 100, to: 300 }), finding({ from: 500, to: null })], view, 800, 0);
  expect(bands.map(({ left, right, row }) => [left, right, row])).toEqual([
    [0.1, 0.3, 0],
    [0.5, 0.8, 0],
  ]);
});

test('bands that overlap lie in rows, the earliest first; a free row is used again', () => {
  const bands = bandsOf(
    [finding({ from: 200, to: 600 }), finding({ from: 100, to: 300 }), finding({ from: 350, to: 400 })],
    view,
    1000,
    0,
  );
  expect(bands.map((band) => [band.finding.from, band.row])).toEqual([
    [100, 0],
    [200, 1],
    [350, 0],
  ]);
});

test('what is out of view is left out, what is half in view is cut', () => {
  const zoomed = { from: 400, to: 500 };
  const list = [finding({ from: 100, to: 200 }), finding({ from: 300, to: 450 }), finding({ from: 600, to: null })];
  expect(bandsOf(list, zoomed, 1000, 0).map(({ left, right }) => [left, right])).toEqual([[0, 0.5]]);
});

test('a short band is widened to be seen, and stays in the picture', () => {
  const [band] = bandsOf([finding({ from: 995, to: null })], view, 1000, 0.05);
  expect([band?.left, band?.right]).toEqual([0.95, 1]);
});

test('no two bands in a row overlap, and all stay within the view', () => {
  const spans = fc.array(fc.tuple(fc.nat(1200), fc.option(fc.nat(400))), { maxLength: 12 });
  fc.assert(
    fc.property(spans, fc.double({ min: 0, max: 0.2, noNaN: true }), (list, least) => {
      const findings = list.map(([from, length]) => finding({ from, to: length === null ? null : from + length }));
      const bands = bandsOf(findings, view, 1100, least);
      for (const [i, one] of bands.entries()) {
        expect(one.left).toBeGreaterThanOrEqual(0);
        expect(one.right).toBeLessThanOrEqual(1);
        expect(one.right - one.left).toBeGreaterThanOrEqual(least - 1e-12);
        for (const other of bands.slice(i + 1)) {
          if (one.row === other.row) expect(other.left).toBeGreaterThanOrEqual(one.right);
        }
      }
    }),
  );
});

test('without a view there are none', () => {
  expect(bandsOf([finding()], { from: 5, to: 5 }, 5, 0)).toEqual([]);
});
