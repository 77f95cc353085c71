/** 2D convolution and its adjoints by plain loops: each multiplies the same triples and differs in where it adds. */
import type { ConvGeometry, Shape } from '../../graph/index.ts';

/** Calls `visit(inX, inFilter, inY)` with the positions of every triple that a convolution pairs. */
function eachTriple(
  x: Shape,
  filter: Shape,
  y: Shape,
  { strides, pads }: ConvGeometry,
  visit: (inX: number, inFilter: number, inY: number) => void,
): void {
  const [batch, channels, height, width] = x as [number, number, number, number];
  const [outputs, , filterHeight, filterWidth] = filter as [number, number, number, number];
  const [, , rows, columns] = y as [number, number, number, number];
  for (let n = 0; n < batch; n++)
    for (let k = 0; k < outputs; k++)
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++) {
          const inY = ((n * outputs + k) * rows + i) * columns + j;
          for (let c = 0; c < channels; c++)
            for (let a = 0; a < filterHeight; a++) {
              const row = i * strides[0] + a - pads[0];
              if (row < 0 || row >= height) continue;
              for (let b = 0; b < filterWidth; b++) {
                const column = j * strides[1] + b - pads[1];
                if (column < 0 || column >= width) continue;
                visit(
                  ((n * channels + c) * height + row) * width + column,
                  ((k * channels + c) * filterHeight + a) * filterWidth + b,
                  inY,
                );
              }
            }
        }
}

/** y += x * filter */
export function convolve(
  x: Float64Array,
  xShape: Shape,
  filter: Float64Array,
  filterShape: Shape,
  y: Float64Array,
  yShape: Shape,
  geometry: ConvGeometry,
): void {
  eachTriple(xShape, filterShape, yShape, geometry, (inX, inFilter, inY) => (y[inY]! += x[inX]! * filter[inFilter]!));
}

/** x += what y sends back through the filter */
export function convolveBack(
  y: Float64Array,
  yShape: Shape,
  filter: Float64Array,
  filterShape: Shape,
  x: Float64Array,
  xShape: Shape,
  geometry: ConvGeometry,
): void {
  eachTriple(xShape, filterShape, yShape, geometry, (inX, inFilter, inY) => (x[inX]! += y[inY]! * filter[inFilter]!));
}

/** filter += what y sends back through x */
export function convolveFilter(
  x: Float64Array,
  xShape: Shape,
  y: Float64Array,
  yShape: Shape,
  filter: Float64Array,
  filterShape: Shape,
  geometry: ConvGeometry,
): void {
  eachTriple(xShape, filterShape, yShape, geometry, (inX, inFilter, inY) => (filter[inFilter]! += y[inY]! * x[inX]!));
}
