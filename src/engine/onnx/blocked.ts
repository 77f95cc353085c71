/**
 * Convolutions in the blocked layout of ONNX Runtime (channels in blocks as wide as the processor's registers), by its
 * own operators. It uses them by itself only where filters are constants, which those of a training step never are. How
 * wide the blocks are depends on the machine: the engine finds out (src/engine/native/probe-blocks.ts).
 */
import type { Shape, Tensor, TensorOf } from '../../graph/index.ts';
import type { Attribute } from './proto.ts';
import type { ModelBuilder } from './builder.ts';
import { biasRow, groupAt, type Group } from './convolutions.ts';
import { allPeepholes, type Peephole, type Surroundings } from './peepholes.ts';

const domain = 'com.microsoft.nchwc';

/** All peepholes of a machine whose blocks are so wide. */
export function blockedPeepholes(block: number): readonly Peephole[] {
  return [blockedConvolution(block), blockedTransposedConvolution(block), ...allPeepholes];
}

function blockedConvolution(block: number): Peephole {
  return {
    name: 'blocked-convolution',
    emit(node, around, model) {
      const group = groupAt(node, around);
      if (group?.convolution.primitive !== 'conv') return undefined;
      const { attributes, inputs, shape } = group.convolution;
      const [x, filter] = [inputs[0]!, inputs[1]!];
      if (!fits(filter, block)) return undefined;
      const made = convolved(model, {
        input: reordered(around.name(x), model),
        filter: blockedFilter(around.name(filter), filter.shape, block, model),
        kernel: filter.shape.slice(2),
        strides: attributes.strides,
        pads: attributes.pads,
        ...ending(group, around, model),
      });
      return ordinary(made, shape[1]!, model);
    },
  };
}

/**
 * A transposed convolution of stride s as s^2 ordinary ones, each of which makes every s-th pixel down and across: no
 * product with zeros, and no sum over pixels that overlap.
 */
function blockedTransposedConvolution(block: number): Peephole {
  return {
    name: 'blocked-transposed-convolution',
    emit(node, around, model) {
      const group = groupAt(node, around);
      if (group?.convolution.primitive !== 'convTranspose') return undefined;
      const { inputs, shape } = group.convolution;
      const [y, filter] = [inputs[0]!, inputs[1]!];
      if (!fits(filter, block)) return undefined;
      const phases = [phasesOf(group.convolution, 0), phasesOf(group.convolution, 1)] as const;
      const [rows, columns] = phases;
      if (rows === undefined || columns === undefined) return undefined;
      const input = reordered(around.name(y), model);
      const turned = model.node('Transpose', [around.name(filter)], { perm: [1, 0, 2, 3] });
      const end = ending(group, around, model);
      const images = rows.map((row) =>
        columns.map((column) => {
          const kernel = [row.taps, column.taps];
          const part = model.node('Slice', [
            turned,
            model.integers([row.last, column.last]),
            model.integers([row.first - 1, column.first - 1].map((at, i) => (at < 0 ? -filter.shape[i + 2]! - 1 : at))),
            model.integers([2, 3]),
            model.integers([-rows.length, -columns.length]),
          ]);
          const partShape = [filter.shape[1]!, filter.shape[0]!, ...kernel];
          const made = convolved(model, {
            input,
            filter: blockedFilter(part, partShape, block, model),
            kernel,
            strides: [1, 1],
            pads: [row.before, column.before, row.after, column.after],
            ...end,
          });
          return ordinary(made, shape[1]!, model);
        }),
      );
      return interleaved(images, shape, model);
    },
  };
}

interface Phase {
  /** Of the filter's rows those from the last back to the first, by the stride. */
  readonly first: number;
  readonly last: number;
  readonly taps: number;
  /** Zeros before and after. */
  readonly before: number;
  readonly after: number;
}

/**
 * Pixel u gets what row k of the filter makes of pixel j with u = stride j - pad + k: of the pixels u = stride i + a
 * all have the same rows k, and j runs with i. Undefined where a phase would need other pixels than there are.
 */
function phasesOf(node: TensorOf<'convTranspose'>, axis: 0 | 1): Phase[] | undefined {
  const { strides, pads, size } = node.attributes;
  const [stride, pad] = [strides[axis], pads[axis]];
  const [there, kernel] = [node.inputs[0]!.shape[axis + 2]!, node.inputs[1]!.shape[axis + 2]!];
  const length = size[axis] / stride;
  const phases = Array.from({ length: stride }, (_, a) => {
    const first = (a + pad) % stride;
    const ahead = Math.floor((a + pad) / stride);
    const taps = Math.ceil((kernel - first) / stride);
    const last = first + stride * (taps - 1);
    return { first, last, taps, before: taps - 1 - ahead, after: length + ahead - there };
  });
  const possible = phases.every(({ taps, before, after }) => taps > 0 && before >= 0 && after >= 0);
  return Number.isInteger(length) && possible ? phases : undefined;
}

/** Channels of both sides come in whole blocks. */
function fits(filter: Tensor, block: number): boolean {
  return filter.shape[0]! % block === 0 && filter.shape[1]! % block === 0;
}

function reordered(name: string, model: ModelBuilder): string {
  return model.node('ReorderInput', [name], { channels_last: 0 }, domain);
}

function ordinary(name: string, channels: number, model: ModelBuilder): string {
  return model.node('ReorderOutput', [name], { channels, channels_last: 0 }, domain);
}

/** A filter [o, i, h, w] in blocks of both its channels: [o / block, i / block, h, w, block of i, block of o]. */
function blockedFilter(name: string, shape: Shape, block: number, model: ModelBuilder): string {
  const [outputs, inputs, height, width] = shape as [number, number, number, number];
  const parts = [outputs / block, block, inputs / block, block, height, width];
  const split = model.node('Reshape', [name, model.integers(parts)]);
  const turned = model.node('Transpose', [split], { perm: [0, 2, 4, 5, 3, 1] });
  return model.node('Reshape', [turned, model.integers(shape)]);
}

interface Ending {
  readonly bias: readonly string[];
  readonly activation: Readonly<Record<string, Attribute>>;
}

function ending({ bias, slope }: Group, around: Surroundings, model: ModelBuilder): Ending {
  return { bias: bias === undefined ? [] : [biasRow(bias, around, model)], activation: activationOf(slope) };
}

function activationOf(slope: number | undefined): Readonly<Record<string, Attribute>> {
  if (slope === undefined) return {};
  if (slope === 0) return { activation: { text: 'Relu' } };
  return { activation: { text: 'LeakyRelu' }, activation_params: { floats: [slope] } };
}

interface Blocked extends Ending {
  readonly input: string;
  readonly filter: string;
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly pads: readonly number[];
}

function convolved(model: ModelBuilder, { input, filter, kernel, strides, pads, bias, activation }: Blocked): string {
  const geometry = { kernel_shape: kernel, strides, pads, dilations: [1, 1], group: 1 };
  return model.node('Conv', [input, filter, ...bias], { ...geometry, ...activation }, domain);
}

/** Images that each have every s-th pixel down and across, as one of a shape: across first, then down. */
function interleaved(images: readonly (readonly string[])[], shape: Shape, model: ModelBuilder): string {
  const [count, channels, height, width] = shape as [number, number, number, number];
  const joined = (parts: readonly string[], apart: Shape, axis: number, together: Shape): string => {
    if (parts.length === 1) return parts[0]!;
    const spread = parts.map((part) => model.node('Reshape', [part, model.integers(apart)]));
    return model.node('Reshape', [model.node('Concat', spread, { axis }), model.integers(together)]);
  };
  const low = height / images.length;
  const lines = images.map((row) =>
    joined(row, [count, channels, low, width / row.length, 1], 4, [count, channels, low, width]),
  );
  return joined(lines, [count, channels, low, 1, width], 3, shape);
}
