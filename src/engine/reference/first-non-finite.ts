/** Replays one step to find where a number first stopped being one. */
import type { Primitive, Program } from '../../graph/index.ts';
import { Interpreter, type Given } from './interpreter.ts';

export interface NonFinite {
  readonly primitive: Primitive;
  /** Where in the config the node comes from, e.g. `generator.layers[2]`, where that is known. */
  readonly origin: string | undefined;
  readonly what: 'nan' | 'infinite';
}

/**
 * The first node of a step, in the order of computing, that holds a NaN or an infinity; undefined if none does.
 * @throws EngineError when an input or a state is missing or has the wrong length
 */
export function firstNonFinite(program: Program, state: Given, feeds: Given): NonFinite | undefined {
  let found: NonFinite | undefined;
  new Interpreter(program).run(feeds, state, (node, value) => {
    const broken = value.find((number) => !Number.isFinite(number));
    if (broken === undefined) return true;
    found = { primitive: node.primitive, origin: node.origin, what: Number.isNaN(broken) ? 'nan' : 'infinite' };
    return false;
  });
  return found;
}
