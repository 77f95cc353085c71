/** Numbers to try functions with, and their derivatives by differences. */
import { program, sizeOfShape, type Shape, type Tensor } from '../../../src/graph/index.ts';
import { reference } from '../../../src/engine/reference/index.ts';
import { createRandom, type Random } from '../../../src/random/index.ts';

/** Some numbers for each input, in order. */
export type Point = readonly Float64Array[];
export type Build = (xs: readonly Tensor[]) => Tensor;

/** A function of tensors as one of numbers, on the reference engine. */
export async function compiled(shapes: readonly Shape[], build: Build): Promise<(at: Point) => Promise<Float64Array>> {
  const names = shapes.map((_, index) => `x${index}`);
  const slots = Object.fromEntries(names.map((name, index) => [name, shapes[index]!]));
  const traced = program({ inputs: slots, state: {} }, (inputs) => ({
    state: {},
    outputs: { y: build(names.map((name) => inputs[name]!)) },
  }));
  const executable = await reference.compile(traced, {});
  return async (at) => {
    const { y } = await executable.step(Object.fromEntries(names.map((name, index) => [name, at[index]!])));
    return Float64Array.from(y!);
  };
}

/** The value of a function of tensors at a point. */
export async function valueAt(shapes: readonly Shape[], build: Build, at: Point): Promise<number[]> {
  return Array.from(await (await compiled(shapes, build))(at));
}

/**
 * Numbers between about -2 and 2, in any order, no two of all inputs closer than 0.1 and none closer than half of that
 * to 0, so that steps of a thousandth meet no kink of |x|, of a maximum or of a comparison.
 */
export function apart(random: Random, shapes: readonly Shape[]): Float64Array[] {
  const sizes = shapes.map(sizeOfShape);
  const count = sizes.reduce((a, b) => a + b, 0);
  const step = Math.max(0.1, 4 / count);
  const numbers = Array.from({ length: count }, (_, i) => (i - Math.floor(count / 2) + 0.5) * step);
  random.shuffle(numbers);
  let from = 0;
  return sizes.map((size) => Float64Array.from(numbers.slice(from, (from += size))));
}

/** Standard normal numbers. */
export function normals(random: Random, shapes: readonly Shape[]): Float64Array[] {
  return shapes.map((shape) => {
    const numbers = new Float64Array(sizeOfShape(shape));
    random.fillNormal(numbers);
    return numbers;
  });
}

export const randomOf = (seed: number): Random => createRandom(seed);

/**
 * d/dt f(at + t along) at t = 0 by differences of fourth order: the error is about 1e-14 of f's fifth derivative, and
 * a few 1e-13 of its values.
 */
export async function differences(f: (at: Point) => Promise<Float64Array>, at: Point, along: Point): Promise<number> {
  const h = 5e-4;
  const moved = async (t: number): Promise<number> => {
    const values = await f(at.map((x, index) => x.map((value, i) => value + t * along[index]![i]!)));
    return values.reduce((a, b) => a + b, 0);
  };
  const [far, near] = [(await moved(2 * h)) - (await moved(-2 * h)), (await moved(h)) - (await moved(-h))];
  return (8 * near - far) / (12 * h);
}

/** Largest difference against the largest number expected, or against 1 where that is smaller. */
export function worst(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let difference = 0;
  let largest = 1;
  for (let i = 0; i < actual.length; i++) {
    const here = Math.abs(actual[i]! - expected[i]!);
    difference = here <= difference ? difference : here; // A NaN stays
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  return difference / largest;
}
