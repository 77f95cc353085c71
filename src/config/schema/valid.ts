/** Whether a value is what a fragment of the schema says, so that a check can rely on its type. */
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';

interface Use {
  count: number;
  check: (value: unknown) => boolean;
}

/** By fragment; there are a few dozen, and none is ever changed. */
const uses = new WeakMap<TSchema, Use>();

/**
 * From how many questions on a fragment is compiled: that takes as long as a few answers about a network of hundreds of
 * layers, and is a hundred times faster then. An editor asks at every pause in typing, a command line only once.
 */
const often = 20;

export function isValid<Schema extends TSchema>(schema: Schema, value: unknown): value is Static<Schema> {
  let use = uses.get(schema);
  if (use === undefined) uses.set(schema, (use = { count: 0, check: (each) => Value.Check(schema, each) }));
  if (++use.count === often) {
    const compiled = Compile(schema);
    use.check = (each) => compiled.Check(each);
  }
  return use.check(value);
}
