/** Where the images of a mosaic are, in its pixels. */
import type { TileGrid } from '../../src/protocol/index.ts';

export function cornerOf(
  { columns, height, width, padding, border }: TileGrid,
  tile: number,
): { x: number; y: number } {
  const edge = border ? padding : 0;
  return {
    x: edge + (tile % columns) * (width + padding),
    y: edge + Math.floor(tile / columns) * (height + padding),
  };
}

/** The image at a place; null between two and beyond all. */
export function tileAt(grid: TileGrid, x: number, y: number): number | null {
  const { rows, columns, height, width, padding, border } = grid;
  const edge = border ? padding : 0;
  const column = Math.floor((x - edge) / (width + padding));
  const row = Math.floor((y - edge) / (height + padding));
  if (column < 0 || row < 0 || column >= columns || row >= rows) return null;
  const tile = row * columns + column;
  const corner = cornerOf(grid, tile);
  return x < corner.x + width && y < corner.y + height ? tile : null;
}
