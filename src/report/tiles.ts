/** Images side by side on one sheet. */
import { encode } from 'fast-png';

/** Pixels between two images. */
const gap = 2;

/**
 * A PNG of `samples`, [n, channels, height, width] in [-1, 1], in rows of `columns`.
 * @param channels 1 (grey) or 3 (red, green, blue)
 */
export function tilesPng(
  samples: Float32Array,
  [channels, height, width]: readonly [1 | 3, number, number],
  columns: number,
): Uint8Array {
  const size = channels * height * width;
  const count = samples.length / size;
  const [across, down] = [Math.min(columns, count), Math.ceil(count / columns)];
  const sheetWidth = across * (width + gap) - gap;
  const sheetHeight = down * (height + gap) - gap;
  const data = new Uint8Array(sheetWidth * sheetHeight * channels);
  for (let i = 0; i < count; i++) {
    const [left, top] = [(i % columns) * (width + gap), Math.floor(i / columns) * (height + gap)];
    for (let c = 0; c < channels; c++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const value = samples[i * size + (c * height + y) * width + x]!;
          const byte = Math.round(127.5 * (Math.min(1, Math.max(-1, value)) + 1));
          data[((top + y) * sheetWidth + left + x) * channels + c] = byte;
        }
      }
    }
  }
  return encode({ width: sheetWidth, height: sheetHeight, data, channels, depth: 8 });
}
