/** A convolution with the bias and the activation that follow it, as one: where they are, and the ordinary form. */
import { sizeOfShape, type Tensor, type TensorOf } from '../../graph/index.ts';
import type { ModelBuilder } from './builder.ts';
import type { Peephole, Surroundings } from './peepholes.ts';
import { geometryOf, transposedGeometryOf } from './rules.ts';

export type Convolution = TensorOf<'conv'> | TensorOf<'convTranspose'>;

export interface Group {
  readonly convolution: Convolution;
  /** Of one number for each channel, whatever its shape. */
  readonly bias?: Tensor;
  /** Of the leaky ReLU at the end, 0 of a ReLU. */
  readonly slope?: number;
}

/** A convolution, or one with a bias added: what a group may take in. */
export function isWithinConvolution(node: Tensor): boolean {
  if (node.primitive === 'add') return node.inputs.some(isConvolution);
  return isConvolution(node);
}

/** The group that a node is the end of; what lies inside has no other use. */
export function groupAt(node: Tensor, { uses }: Pick<Surroundings, 'uses'>): Group | undefined {
  if (isConvolution(node)) return { convolution: node };
  if (node.primitive === 'leaky') {
    const before = node.inputs[0]!;
    const group = uses(before) === 1 && node.attributes.slope >= 0 ? groupAt(before, { uses }) : undefined;
    return group && group.slope === undefined ? { ...group, slope: node.attributes.slope } : undefined;
  }
  if (node.primitive !== 'add') return undefined;
  for (const [a, b] of [
    [node.inputs[0]!, node.inputs[1]!],
    [node.inputs[1]!, node.inputs[0]!],
  ] as const) {
    if (!isConvolution(a) || uses(a) !== 1) continue;
    const bias = perChannel(b, a.shape[1]!);
    if (bias !== undefined) return { convolution: a, bias };
  }
  return undefined;
}

/** The numbers that are added, one for each channel. */
function perChannel(x: Tensor, channels: number): Tensor | undefined {
  if (x.primitive !== 'broadcast') return undefined;
  const small = x.inputs[0]!;
  // Channels stand third from the end: [c, 1, 1], with ones before it or not
  if (sizeOfShape(small.shape) !== channels || small.shape.at(-3) !== channels) return undefined;
  return small.primitive === 'reshape' ? small.inputs[0]! : small;
}

/** Name of a bias as a row, [channels]. */
export function biasRow(bias: Tensor, { name }: Pick<Surroundings, 'name'>, model: ModelBuilder): string {
  if (bias.shape.length === 1) return name(bias);
  return model.node('Reshape', [name(bias), model.integers([sizeOfShape(bias.shape)])]);
}

/** The bias inside the convolution, which then takes the activation in as well. */
export const biasedConvolution: Peephole = {
  name: 'biased-convolution',
  emit(node, around, model) {
    const group = groupAt(node, around);
    if (group?.bias === undefined || group.slope !== undefined) return undefined;
    const { convolution, bias } = group;
    const [x, filter] = convolution.inputs;
    const inputs = [around.name(x!), around.name(filter!), biasRow(bias, around, model)];
    return convolution.primitive === 'conv'
      ? model.node('Conv', inputs, geometryOf(convolution.attributes))
      : model.node('ConvTranspose', inputs, transposedGeometryOf(convolution));
  },
};

function isConvolution(node: Tensor): node is Convolution & Tensor {
  return node.primitive === 'conv' || node.primitive === 'convTranspose';
}
