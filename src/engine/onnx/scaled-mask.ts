/**
 * What flows back through a leaky activation is its mask times a gradient, and the mask costs two sweeps: a
 * multiplication by a huge number and a cut to [slope, 1]. Cut to [slope / 2^40, 1 / 2^40] instead, it is the mask but
 * for a factor, and the products that take the result in multiply by a number anyway. 2^40 is a power of two, so that
 * the numbers are the same bit by bit, and an activation of less than 1 / 2^40 that is not 0 does not occur.
 */
import type { Tensor, TensorOf } from '../../graph/index.ts';
import type { ModelBuilder } from './builder.ts';
import type { Peephole, Surroundings } from './peepholes.ts';

const factor = 2 ** 40;

export const scaledMask: Peephole = {
  name: 'scaled-mask',
  emit(node, around, model) {
    if (!takesFactor(node)) return undefined;
    const operands = node.inputs.map((x) => operandOf(x, around, model));
    const scale = operands.reduce((product, operand) => product * operand.scale, 1);
    if (scale === 1) return undefined;
    const names = operands.map((operand) => operand.name());
    if (node.primitive === 'sum')
      return model.node('MatMul', [model.filled(node.inputs[0]!.shape[0]!, scale), ...names]);
    const { transposeA, transposeB } = node.attributes;
    return model.node('Gemm', names, {
      transA: Number(transposeA),
      transB: Number(transposeB),
      alpha: { float: scale },
    });
  },
};

interface Operand {
  readonly name: () => string;
  /** What its numbers have to be multiplied by. */
  readonly scale: number;
}

function operandOf(x: Tensor, around: Surroundings, model: ModelBuilder): Operand {
  const masked = maskedBy(x);
  const users = around.users(x);
  if (masked === undefined || users.length !== around.uses(x) || !users.every(takesFactor)) {
    return { name: () => around.name(x), scale: 1 };
  }
  const name = (): string => {
    const [value, mask] = [around.name(masked.value), around.name(masked.mask.inputs[0]!)];
    const { slope } = masked.mask.attributes;
    const small = model.once(`small mask ${mask} ${slope}`, () =>
      model.node('Clip', [mask, model.number(slope / factor), model.number(1 / factor)]),
    );
    return model.once(`masked ${value} ${small}`, () => model.node('Mul', [value, small]));
  };
  return { name, scale: factor };
}

/** A matrix product, or the sum over the rows of a matrix. A product of a column and a row is a multiplication. */
function takesFactor(node: Tensor): node is TensorOf<'matmul'> | TensorOf<'sum'> {
  const shape = node.inputs[0]?.shape;
  if (shape?.length !== 2) return false;
  if (node.primitive === 'sum') return node.attributes.axes.length === 1 && node.attributes.axes[0] === 0;
  return node.primitive === 'matmul' && shape[node.attributes.transposeA ? 0 : 1]! > 1;
}

/** What a product multiplies by the mask of a leaky activation. */
function maskedBy(node: Tensor): { readonly value: Tensor; readonly mask: TensorOf<'mask'> } | undefined {
  if (node.primitive !== 'mul') return undefined;
  const [a, b] = [node.inputs[0]!, node.inputs[1]!];
  const isLeaky = (x: Tensor): x is TensorOf<'mask'> =>
    x.primitive === 'mask' && x.attributes.slope > 0 && x.attributes.slope < 1;
  if (isLeaky(a)) return { value: b, mask: a };
  return isLeaky(b) ? { value: a, mask: b } : undefined;
}
