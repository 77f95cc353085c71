/** Images as bytes in memory, a quarter of what their float32 numbers would take. */
import type { RowLabels, Rows } from './rows.ts';

/**
 * @param values [n, ...shape] row by row
 * @param shape of one image, [channels, height, width]
 * @param white the byte that is 1 as a number; 0 is -1
 */
export function pixelRows(values: Uint8Array, shape: readonly number[], white: number, labels?: RowLabels): Rows {
  const dimensions = shape.reduce((product, each) => product * each, 1);
  const numbers = Float32Array.from({ length: 256 }, (_, byte) => (2 * byte) / white - 1);
  return {
    count: values.length / dimensions,
    shape,
    copy(row, out, to) {
      const from = row * dimensions;
      for (let i = 0; i < dimensions; i++) out[to + i] = numbers[values[from + i]!]!;
    },
    ...(labels !== undefined && { labels }),
  };
}
