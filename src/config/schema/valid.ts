/** Whether a value is what a fragment of the schema says, so that a check can rely on its type. */
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

export function isValid<Schema extends TSchema>(schema: Schema, value: unknown): value is Static<Schema> {
  return Value.Check(schema, value);
}
