/** How a program is made of a function. */
import { programError, shapeText } from './errors.ts';
import { input } from './leaves.ts';
import { topologicalOrder } from './order.ts';
import type { Program, Slot } from './program.ts';
import { sameShape } from './rule.ts';
import type { Shape, Tensor } from './tensor.ts';

/** What a program is fed and what it carries, by name. */
export interface Slots<I extends string = string, S extends string = string> {
  readonly inputs: Readonly<Record<I, Shape>>;
  readonly state: Readonly<Record<S, Shape>>;
}

/** What a step makes: a successor for each state slot, and what is read. */
export interface Step<S extends string = string> {
  readonly state: Readonly<Record<S, Tensor>>;
  readonly outputs: Readonly<Record<string, Tensor>>;
}

/**
 * Traces a step once, into a program.
 * @throws GraphError when a state slot has no successor of its shape, or the step uses leaves of its own.
 */
export function program<I extends string, S extends string>(
  slots: Slots<I, S>,
  step: (inputs: Readonly<Record<I, Tensor>>, state: Readonly<Record<S, Tensor>>) => Step<S>,
): Program {
  const inputs = slotList(slots.inputs);
  const state = slotList(slots.state);
  const twice = inputs.find(({ name }) => state.some((slot) => slot.name === name));
  if (twice !== undefined) throw programError(`'${twice.name}' is both an input and a state`);
  const made = step(leaves<I>(inputs), leaves<S>(state));
  const next: Readonly<Record<string, Tensor>> = made.state;
  const traced = { inputs, state, next, outputs: made.outputs };
  checkSuccessors(state, next);
  checkLeaves(traced);
  return traced;
}

function slotList(shapes: Readonly<Record<string, Shape>>): Slot[] {
  return Object.entries(shapes).map(([name, shape]) => ({ name, shape: [...shape] }));
}

function leaves<N extends string>(slots: readonly Slot[]): Readonly<Record<N, Tensor>> {
  return Object.fromEntries(slots.map(({ name, shape }) => [name, input(name, shape)])) as Record<N, Tensor>;
}

function checkSuccessors(state: readonly Slot[], next: Readonly<Record<string, Tensor>>): void {
  for (const { name, shape } of state) {
    const successor = next[name];
    if (successor === undefined) throw programError(`state '${name}' has no successor`);
    if (!sameShape(successor.shape, shape)) {
      throw programError(`state '${name}' is ${shapeText(shape)}, its successor ${shapeText(successor.shape)}`);
    }
  }
  const extra = Object.keys(next).find((name) => !state.some((slot) => slot.name === name));
  if (extra !== undefined) throw programError(`'${extra}' has a successor but is no state`);
}

function checkLeaves(traced: Program): void {
  const shapes = new Map([...traced.inputs, ...traced.state].map(({ name, shape }) => [name, shape]));
  for (const node of topologicalOrder(traced)) {
    if (node.primitive !== 'input') continue;
    const { name } = node.attributes;
    const shape = shapes.get(name);
    if (shape === undefined) throw programError(`input '${name}' is used but is neither an input nor a state`);
    if (!sameShape(shape, node.shape)) {
      throw programError(`'${name}' is ${shapeText(shape)}, but used as ${shapeText(node.shape)}`);
    }
  }
}
