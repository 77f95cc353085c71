/** Where numbers come from: what is fed, and what is fixed. */
import { argumentError, shapeError } from './errors.ts';
import { type Operand, type Rules } from './rule.ts';
import { broadcastTo } from './shape-ops.ts';
import { sizeOfShape, type Shape, type Tensor } from './tensor.ts';

export const leafRules: Rules<'input' | 'constant'> = {
  // A leaf's shape is given, not derived: `input` and `constant` put it there
  input: { shape: () => [] },
  constant: { shape: () => [] },
};

/**
 * Numbers fed at each call or carried from call to call, by name.
 * @throws GraphError when the shape holds anything but positive whole numbers.
 */
export function input(name: string, shape: Shape): Tensor {
  checkLengths('input', shape);
  return { primitive: 'input', attributes: { name }, inputs: [], shape: [...shape] };
}

/**
 * Fixed numbers, row-major. A number alone has the shape [] or is repeated over `shape`; an array alone is a vector.
 * @throws GraphError when the count of numbers is not that of the shape.
 */
export function constant(values: number | ArrayLike<number>, shape?: Shape): Tensor {
  if (typeof values === 'number') {
    const one: Tensor = {
      primitive: 'constant',
      attributes: { values: Float64Array.of(values) },
      inputs: [],
      shape: [],
    };
    return shape === undefined ? one : broadcastTo(one, shape);
  }
  const whole = shape ?? [values.length];
  checkLengths('constant', whole);
  if (sizeOfShape(whole) !== values.length) {
    throw shapeError('constant', [whole], `needs ${sizeOfShape(whole)} numbers, got ${values.length}`);
  }
  return { primitive: 'constant', attributes: { values: Float64Array.from(values) }, inputs: [], shape: [...whole] };
}

/** An operand as a tensor. */
export function tensorOf(operand: Operand): Tensor {
  return typeof operand === 'number' ? constant(operand) : operand;
}

function checkLengths(operation: string, shape: Shape): void {
  if (!shape.every((length) => Number.isInteger(length) && length > 0)) {
    throw argumentError(operation, [shape], 'lengths must be positive whole numbers');
  }
}
