/** Replays one step to find where a number first stopped being one. */
import { topologicalOrder, type Primitive, type Program, type Tensor } from '../../graph/index.ts';
import { Interpreter, type Given } from './interpreter.ts';

export interface NonFinite {
  readonly primitive: Primitive;
  /**
   * Where in the config the node comes from, e.g. `generator.layers[2]`, where that is known: its own mark, else that of
   * what it was computed for, else that of what it was computed from. The name of an input or a state.
   */
  readonly origin: string | undefined;
  readonly what: 'nan' | 'infinite';
}

/**
 * The first node of a step, in the order of computing, that holds a NaN or an infinity; undefined if none does.
 * @param largest beyond it a number counts as infinite, as it would be in less than double precision
 * @throws EngineError when an input or a state is missing or has the wrong length
 */
export function firstNonFinite(
  program: Program,
  state: Given,
  feeds: Given,
  largest = Number.MAX_VALUE,
): NonFinite | undefined {
  let found: NonFinite | undefined;
  new Interpreter(program).run(feeds, state, (node, value) => {
    const broken = value.find((number) => !(Math.abs(number) <= largest));
    if (broken === undefined) return true;
    found = {
      primitive: node.primitive,
      origin: originOf(node, program),
      what: Number.isNaN(broken) ? 'nan' : 'infinite',
    };
    return false;
  });
  return found;
}

function originOf(node: Tensor, program: Program): string | undefined {
  if (node.primitive === 'input') return node.attributes.name;
  return usedFor(node, program) ?? madeFrom(node);
}

/** The mark nearest above a node: a layer's inner nodes have none, only its result has. */
function usedFor(node: Tensor, program: Program): string | undefined {
  const users = new Map<Tensor, Tensor[]>();
  for (const user of topologicalOrder(program)) {
    for (const below of user.inputs) users.set(below, [...(users.get(below) ?? []), user]);
  }
  return nearestMark(node, (from) => users.get(from) ?? []);
}

/** The mark nearest below a node. */
function madeFrom(node: Tensor): string | undefined {
  return nearestMark(node, (from) => from.inputs);
}

function nearestMark(start: Tensor, neighbours: (node: Tensor) => readonly Tensor[]): string | undefined {
  const reached = new Set([start]);
  for (const node of reached) {
    if (node.origin !== undefined) return node.origin;
    for (const next of neighbours(node)) reached.add(next);
  }
  return undefined;
}
