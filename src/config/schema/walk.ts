/** Finding one's way in the schema with a value in hand: the variant that a value means, the keys it may have. */
import type { Choose } from './build.ts';

/** The parts of a schema that are looked at when walking; every TypeBox schema of ours has this form. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly choose?: Choose;
  readonly const?: string | boolean;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly [keyword: string]: unknown;
}

/** TypeBox's static type hides the keywords; this is the same value with them in sight. */
export function nodeOf(schema: object): SchemaNode {
  return schema as SchemaNode;
}

/**
 * The object schema that a value is meant as: the schema itself, or the chosen variant of a union.
 * Undefined when the value does not tell.
 * @param get the value of a key, undefined where absent
 */
export function variantOf(schema: SchemaNode, get: (key: string) => unknown): SchemaNode | undefined {
  if (schema.anyOf === undefined || schema.choose === undefined) return schema;
  const { choose } = schema;
  if (choose.by === 'form') {
    const [, object] = schema.anyOf;
    return object && variantOf(object, get);
  }
  if (choose.by === 'value')
    return schema.anyOf.find((each) => each.properties?.[choose.key]?.const === get(choose.key));
  return schema.anyOf.find((each) => kindKey(each, choose.keys).some((key) => get(key) !== undefined));
}

/** Which of the union's kind keys a variant of it has. */
function kindKey(variant: SchemaNode, keys: readonly string[]): readonly string[] {
  return keys.filter((key) => variant.properties?.[key] !== undefined);
}
