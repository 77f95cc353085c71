import { describe, expect, test } from 'vitest';
import { isDirection, nextPoint, nextTile } from '../../../webview/data/direction.ts';
import { cornerOf, tileAt } from '../../../webview/data/tile-grid.ts';

describe('among points', () => {
  const places = [
    { x: 0, y: 0 },
    { x: 10, y: 1 },
    { x: 30, y: 0 },
    { x: 4, y: -20 },
    { x: Number.NaN, y: 5 },
  ];

  test('arrows go to the next one that way, and stay where there is none', () => {
    expect(nextPoint(places, 0, 'ArrowRight')).toBe(1);
    expect(nextPoint(places, 1, 'ArrowRight')).toBe(2);
    expect(nextPoint(places, 2, 'ArrowRight')).toBe(2);
    expect(nextPoint(places, 0, 'ArrowUp')).toBe(3);
    expect(nextPoint(places, 3, 'ArrowDown')).toBe(0);
  });

  test('the first is where they begin', () => {
    expect(nextPoint(places, -1, 'ArrowLeft')).toBe(0);
    expect(nextPoint([], -1, 'ArrowLeft')).toBe(-1);
  });

  test('no other key is one', () => {
    expect(['ArrowUp', 'Enter', 'toString'].map(isDirection)).toEqual([true, false, false]);
  });
});

describe('among tiles', () => {
  const grid = { rows: 2, columns: 3, height: 10, width: 8, padding: 2, border: true };

  test('arrows stop at the edge', () => {
    expect(nextTile(0, 3, 6, 'ArrowRight')).toBe(1);
    expect(nextTile(2, 3, 6, 'ArrowRight')).toBe(2);
    expect(nextTile(1, 3, 6, 'ArrowDown')).toBe(4);
    expect(nextTile(4, 3, 6, 'ArrowDown')).toBe(4);
    expect(nextTile(3, 3, 6, 'ArrowLeft')).toBe(3);
  });

  test('each is found at its place, and nothing between them', () => {
    for (let tile = 0; tile < 6; tile++) {
      const { x, y } = cornerOf(grid, tile);
      expect(tileAt(grid, x, y)).toBe(tile);
      expect(tileAt(grid, x + 7.9, y + 9.9)).toBe(tile);
      expect(tileAt(grid, x + 8.5, y)).toBeNull();
      expect(tileAt(grid, x, y + 10.5)).toBeNull();
    }
    expect(tileAt(grid, 0, 0)).toBeNull();
    expect(tileAt(grid, 1000, 5)).toBeNull();
    expect(tileAt({ ...grid, border: false }, 0, 0)).toBe(0);
  });
});
