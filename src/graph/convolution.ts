/**
 * 2D convolution (cross-correlation, as the field means it) and its two adjoints. The three are closed: with
 * <conv(x, f), y> = <x, convTranspose(y, f)> = <f, convFilter(x, y)>, each one's derivatives are the other two.
 */
import { argumentError, shapeError } from './errors.ts';
import { make, type Rules } from './rule.ts';
import type { ConvGeometry, Shape, Tensor } from './tensor.ts';

type Size = readonly [number, number];

export const convolutionRules: Rules<'conv' | 'convTranspose' | 'convFilter'> = {
  conv: {
    shape: ([x, filter], geometry) => {
      const shapes = [x!.shape, filter!.shape];
      checkRanks('conv', shapes);
      checkChannels('conv', shapes, 'channels', x!.shape[1]!, filter!.shape[1]!);
      return [x!.shape[0]!, filter!.shape[0]!, ...outputSize('conv', shapes, geometry, sizeOf(x!), sizeOf(filter!))];
    },
    derivative: (y, adjoint, index) => {
      const [x, filter] = [y.inputs[0]!, y.inputs[1]!];
      return index === 0
        ? convTranspose(adjoint, filter, { ...y.attributes, size: sizeOf(x) })
        : convFilter(x, adjoint, { ...y.attributes, size: sizeOf(filter) });
    },
  },
  convTranspose: {
    shape: ([y, filter], geometry) => {
      const shapes = [y!.shape, filter!.shape];
      checkRanks('convTranspose', shapes);
      checkChannels('convTranspose', shapes, 'channels', y!.shape[1]!, filter!.shape[0]!);
      const back = outputSize('convTranspose', shapes, geometry, geometry.size, sizeOf(filter!));
      checkBack('convTranspose', shapes, geometry.size, back, sizeOf(y!));
      return [y!.shape[0]!, filter!.shape[1]!, ...geometry.size];
    },
    derivative: (x, adjoint, index) => {
      const [y, filter] = [x.inputs[0]!, x.inputs[1]!];
      const geometry = plain(x.attributes);
      return index === 0
        ? conv(adjoint, filter, geometry)
        : convFilter(adjoint, y, { ...geometry, size: sizeOf(filter) });
    },
  },
  convFilter: {
    shape: ([x, y], geometry) => {
      const shapes = [x!.shape, y!.shape];
      checkRanks('convFilter', shapes);
      checkChannels('convFilter', shapes, 'batch sizes', x!.shape[0]!, y!.shape[0]!);
      const back = outputSize('convFilter', shapes, geometry, sizeOf(x!), geometry.size);
      checkBack('convFilter', shapes, geometry.size, back, sizeOf(y!));
      return [y!.shape[1]!, x!.shape[1]!, ...geometry.size];
    },
    derivative: (filter, adjoint, index) => {
      const [x, y] = [filter.inputs[0]!, filter.inputs[1]!];
      const geometry = plain(filter.attributes);
      return index === 0 ? convTranspose(y, adjoint, { ...geometry, size: sizeOf(x) }) : conv(x, adjoint, geometry);
    },
  },
};

/**
 * x [n, c, h, w] and filter [k, c, fh, fw] make [n, k, h', w'] with h' = floor((h + padding - fh) / stride) + 1.
 * @throws GraphError where shapes do not fit or the filter is larger than the padded input.
 */
export function conv(x: Tensor, filter: Tensor, geometry: ConvGeometry): Tensor {
  return make('conv', convolutionRules, [x, filter], plain(geometry));
}

/**
 * The adjoint of `conv` in x: y [n, k, h', w'] and filter [k, c, fh, fw] make [n, c, ...size], where a `conv` of the
 * same geometry turns that size into [h', w'].
 * @throws GraphError where shapes do not fit.
 */
export function convTranspose(y: Tensor, filter: Tensor, geometry: ConvGeometry & { readonly size: Size }): Tensor {
  return make('convTranspose', convolutionRules, [y, filter], { ...plain(geometry), size: geometry.size });
}

/**
 * The adjoint of `conv` in the filter: x [n, c, h, w] and y [n, k, h', w'] make [k, c, ...size].
 * @throws GraphError where shapes do not fit.
 */
export function convFilter(x: Tensor, y: Tensor, geometry: ConvGeometry & { readonly size: Size }): Tensor {
  return make('convFilter', convolutionRules, [x, y], { ...plain(geometry), size: geometry.size });
}

function plain({ strides, pads }: ConvGeometry): ConvGeometry {
  return { strides, pads };
}

function sizeOf(x: Tensor): Size {
  return [x.shape[2]!, x.shape[3]!];
}

function outputSize(
  operation: string,
  shapes: readonly Shape[],
  geometry: ConvGeometry,
  size: Size,
  filter: Size,
): Size {
  const { strides, pads } = geometry;
  if (!strides.every((stride) => Number.isInteger(stride) && stride > 0)) {
    throw argumentError(operation, shapes, `strides must be positive whole numbers, are [${strides.join(', ')}]`);
  }
  if (!pads.every((length) => Number.isInteger(length) && length >= 0)) {
    throw argumentError(operation, shapes, `pads must be whole numbers from 0 up, are [${pads.join(', ')}]`);
  }
  const along = (axis: 0 | 1): number => {
    const room = size[axis] + pads[axis] + pads[axis + 2]! - filter[axis];
    if (room < 0) throw shapeError(operation, shapes, `a filter of ${filter[axis]} is larger than the padded input`);
    return Math.floor(room / strides[axis]) + 1;
  };
  return [along(0), along(1)];
}

function checkRanks(operation: string, shapes: readonly Shape[]): void {
  if (!shapes.every((shape) => shape.length === 4)) throw shapeError(operation, shapes, 'both need four axes');
}

function checkChannels(operation: string, shapes: readonly Shape[], what: string, a: number, b: number): void {
  if (a !== b) throw shapeError(operation, shapes, `${what} are ${a} and ${b}`);
}

function checkBack(operation: string, shapes: readonly Shape[], size: Size, back: Size, there: Size): void {
  if (back[0] !== there[0] || back[1] !== there[1]) {
    const [want, have] = [`${back[0]} x ${back[1]}`, `${there[0]} x ${there[1]}`];
    throw shapeError(operation, shapes, `a size of ${size[0]} x ${size[1]} belongs to ${want}, not ${have}`);
  }
}
