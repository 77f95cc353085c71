/**
 * The schema as VS Code's JSON service gets it (dist/gan.schema.json).
 *
 * Each mistake must show up once. Types, words that are not among the choices, and ranges are this schema's
 * to report; unknown and missing keys are ours (src/check), because only together can they be told from a
 * misspelt key. So `required` and `additionalProperties` are left out here. Unions become if/then by their
 * distinguishing key: the service reports what is wrong inside the variant that was meant, and nothing else.
 */
import { configSchema } from './schema/config.ts';
import { mappingSchema } from './schema/mapping.ts';
import { nodeOf, type SchemaNode } from './schema/walk.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** A plain JSON value (draft 7 with VS Code's additions). */
export function jsonSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'GAN training (Modescope)',
    allowComments: true,
    allowTrailingCommas: true,
    ...forEditor(nodeOf(configSchema)),
  };
}

/** The same for `modescope.json`. Its keys are few, so that unknown ones are this schema's to report, too. */
export function mappingJsonSchema(): JsonSchema {
  const whole = forEditor(nodeOf(mappingSchema));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Logs made elsewhere (Modescope)',
    allowComments: true,
    allowTrailingCommas: true,
    ...whole,
    additionalProperties: false,
  };
}

function forEditor(schema: SchemaNode): JsonSchema {
  const { properties, items, anyOf, choose, type } = schema;
  const rest = without(schema, ['required', 'properties', 'items', 'anyOf', 'choose', 'type']);
  if (anyOf !== undefined && choose !== undefined) {
    switch (choose.by) {
      case 'value':
        return unionByValue(schema, anyOf, choose.key);
      case 'presence':
        return unionByPresence(schema, anyOf, choose.keys);
      case 'form':
        return { ...wordsOf(schema), anyOf: anyOf.map(forEditor), defaultSnippets: snippets(schema) };
    }
  }
  return {
    ...(type === 'integer' ? boundsOfIntegers(rest) : { ...(type === undefined ? {} : { type }), ...rest }),
    ...(properties === undefined ? {} : { properties: mapped(properties) }),
    ...(items === undefined ? {} : { items: forEditor(items) }),
  };
}

function mapped(properties: Readonly<Record<string, SchemaNode>>): JsonSchema {
  return Object.fromEntries(Object.entries(properties).map(([key, each]) => [key, forEditor(each)]));
}

/** 0.5 where a whole number of at least 1 is wanted is one mistake: the bounds only count for whole numbers. */
function boundsOfIntegers(schema: JsonSchema): JsonSchema {
  const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'];
  return {
    type: 'integer',
    ...without(schema, bounds),
    if: { type: 'integer' },
    then: Object.fromEntries(Object.entries(schema).filter(([key]) => bounds.includes(key))),
  };
}

function unionByValue(union: SchemaNode, variants: readonly SchemaNode[], key: string): JsonSchema {
  const names = variants.map((each) => each.properties?.[key]);
  return {
    ...wordsOf(union),
    type: 'object',
    properties: {
      [key]: {
        description: `Which kind: ${names.map((each) => String(each?.const)).join(', ')}.`,
        enum: names.map((each) => each?.const),
        enumDescriptions: names.map((each) => each?.['description']),
        markdownEnumDescriptions: names.map((each) => each?.['markdownDescription']),
      },
    },
    allOf: variants.map((each) => ({
      if: { properties: { [key]: { const: each.properties?.[key]?.const } }, required: [key] },
      then: { properties: mapped(without(each.properties ?? {}, [key])) },
    })),
    defaultSnippets: snippets(union),
  };
}

function unionByPresence(union: SchemaNode, variants: readonly SchemaNode[], keys: readonly string[]): JsonSchema {
  const kinds = keys.map((key) => [key, variants.find((each) => each.properties?.[key])?.properties?.[key]] as const);
  return {
    ...wordsOf(union),
    type: 'object',
    properties: Object.fromEntries(kinds.map(([key, each]) => [key, forEditor(each ?? {})])),
    allOf: variants.map((each) => ({
      if: { required: keys.filter((key) => each.properties?.[key] !== undefined) },
      then: { properties: mapped(without(each.properties ?? {}, keys)) },
    })),
    defaultSnippets: snippets(union),
  };
}

function wordsOf(union: SchemaNode): JsonSchema {
  const words = ['description', 'markdownDescription', 'default', 'examples'];
  return Object.fromEntries(Object.entries(union).filter(([key]) => words.includes(key)));
}

/** Whole values offered by completion: one for each example of the union. */
function snippets(union: SchemaNode): readonly JsonSchema[] {
  return (union.examples ?? []).map((body) => ({ label: JSON.stringify(body), body }));
}

function without<Value>(entries: Readonly<Record<string, Value>>, keys: readonly string[]): Record<string, Value> {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => !keys.includes(key)));
}
