/** How weights and biases are drawn before the first step, by the names of the config. */
import { Matrix, QrDecomposition } from 'ml-matrix';
import type { Initializer } from '../config/index.ts';
import type { Random } from '../random/index.ts';

/** What numbers are drawn from: uniform within +-limit, normal around 0, or matrices with orthogonal rows or columns. */
type Distribution =
  | { readonly kind: 'uniform'; readonly limit: number }
  | { readonly kind: 'normal'; readonly std: number }
  | { readonly kind: 'orthogonal'; readonly rows: number; readonly columns: number };

interface Rule {
  /** By inputs and outputs of one unit, as the papers count them (fan-in, fan-out). */
  readonly weight: (shape: WeightShape) => Distribution;
  /** Absent: biases start at 0. */
  readonly bias?: (inputs: number) => Distribution;
}

const uniform = (limit: number): Distribution => ({ kind: 'uniform', limit });
const normal = (variance: number): Distribution => ({ kind: 'normal', std: Math.sqrt(variance) });

const initializers: Readonly<Record<Initializer, Rule>> = {
  'glorot-uniform': { weight: ({ inputs, outputs }) => uniform(Math.sqrt(6 / (inputs + outputs))) },
  'glorot-normal': { weight: ({ inputs, outputs }) => normal(2 / (inputs + outputs)) },
  'he-uniform': { weight: ({ inputs }) => uniform(Math.sqrt(6 / inputs)) },
  'he-normal': { weight: ({ inputs }) => normal(2 / inputs) },
  'lecun-uniform': { weight: ({ inputs }) => uniform(Math.sqrt(3 / inputs)) },
  'lecun-normal': { weight: ({ inputs }) => normal(1 / inputs) },
  'fan-in-uniform': {
    weight: ({ inputs }) => uniform(1 / Math.sqrt(inputs)),
    bias: (inputs) => uniform(1 / Math.sqrt(inputs)),
  },
  'small-normal': { weight: () => normal(0.02 ** 2) },
  orthogonal: { weight: ({ rows, columns }) => ({ kind: 'orthogonal', rows, columns }) },
};

/** A tensor of weights as initialisers see it. */
export interface WeightShape {
  /** How many numbers one output is a weighted sum of, and how many outputs one input goes into. */
  readonly inputs: number;
  readonly outputs: number;
  /** As a matrix, row-major: its first axis, and all others. */
  readonly rows: number;
  readonly columns: number;
}

/** Fills with draws, rounded to float32 so that every engine starts from the same numbers. */
export function fillWeights(name: Initializer, shape: WeightShape, target: Float64Array, random: Random): void {
  fillFrom(initializers[name].weight(shape), target, random);
}

/** As `fillWeights`, for a bias, which most leave at 0. */
export function fillBias(name: Initializer, inputs: number, target: Float64Array, random: Random): void {
  const { bias } = initializers[name];
  if (bias !== undefined) fillFrom(bias(inputs), target, random);
}

function fillFrom(distribution: Distribution, target: Float64Array, random: Random): void {
  switch (distribution.kind) {
    case 'normal':
      random.fillNormal(target);
      for (let i = 0; i < target.length; i++) target[i] = target[i]! * distribution.std;
      break;
    case 'uniform':
      random.fillUniform(target);
      for (let i = 0; i < target.length; i++) target[i] = (2 * target[i]! - 1) * distribution.limit;
      break;
    case 'orthogonal':
      fillOrthogonal(distribution, target, random);
  }
  for (let i = 0; i < target.length; i++) target[i] = Math.fround(target[i]!);
}

/** The orthogonal part of a normal matrix, with the signs that make it one drawn evenly from all (Mezzadri 2007). */
function fillOrthogonal(
  { rows, columns }: Extract<Distribution, { kind: 'orthogonal' }>,
  target: Float64Array,
  random: Random,
): void {
  random.fillNormal(target);
  const wide = columns > rows;
  const drawn = Matrix.from1DArray(rows, columns, target);
  const parts = new QrDecomposition(wide ? drawn.transpose() : drawn);
  const [tall, triangle] = [parts.orthogonalMatrix, parts.upperTriangularMatrix];
  for (let column = 0; column < tall.columns; column++) {
    if (triangle.get(column, column) < 0) tall.mulColumn(column, -1);
  }
  const made = wide ? tall.transpose() : tall;
  for (let row = 0; row < rows; row++) target.set(made.getRow(row), row * columns);
}
