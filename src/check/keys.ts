/**
 * Keys that nobody knows and keys that are missing, together: a misspelt required key is both, and is reported
 * once, as the misspelling that it is.
 */
import { distance } from 'fastest-levenshtein';
import type { Node } from 'jsonc-parser';
import {
  configSchema,
  nodeOf,
  pathOf,
  propertiesOf,
  variantOf,
  type Property,
  type SchemaNode,
  type Segments,
} from '../config/index.ts';
import { mostProblems, type Complaint } from './problem.ts';

export function checkKeys(root: Node): Complaint[] {
  return checkNode(nodeOf(configSchema), root, []);
}

function checkNode(schema: SchemaNode, node: Node, path: Segments): Complaint[] {
  if (node.type === 'array') {
    const { items } = schema;
    return items === undefined
      ? []
      : (node.children ?? []).flatMap((child, i) => checkNode(items, child, [...path, i]));
  }
  if (node.type !== 'object') return [];
  const present = propertiesOf(node);
  const expected = expectedKeys(schema, present);
  if (expected === undefined) return [];
  return [
    ...checkObject(expected, present, path),
    ...expected.ambiguous.map((pair) => ambiguousKey(pair, path)),
    ...present.flatMap(({ name, value }) => {
      const inside = own(expected.known, name);
      return inside === undefined || value === undefined ? [] : checkNode(inside, value, [...path, name]);
    }),
  ];
}

interface ExpectedKeys {
  readonly known: Readonly<Record<string, SchemaNode>>;
  /** Each entry is one key that must be there, or several of which one must. */
  readonly required: readonly (readonly string[])[];
  readonly ambiguous: readonly (readonly [string, string])[];
}

/** Undefined where the schema wants no object here: the wrong type is the schema's to report. */
function expectedKeys(schema: SchemaNode, present: readonly Property[]): ExpectedKeys | undefined {
  const valueOf = (key: string): unknown => {
    const property = present.findLast(({ name }) => name === key);
    return property && ((property.value?.value as unknown) ?? property.value ?? null);
  };
  const { anyOf, choose } = schema;
  if (choose?.by === 'form') return expectedKeys(anyOf![1]!, present);
  if (anyOf === undefined || choose === undefined) {
    if (schema.properties === undefined) return undefined;
    return { known: schema.properties, required: (schema.required ?? []).map((key) => [key]), ambiguous: [] };
  }
  const everyKey = Object.assign({}, ...anyOf.map((each) => each.properties)) as Record<string, SchemaNode>;
  if (choose.by === 'presence') {
    const kinds = choose.keys.filter((key) => valueOf(key) !== undefined);
    const [first, ...others] = kinds;
    if (first === undefined) return { known: everyKey, required: [choose.keys], ambiguous: [] };
    if (others.length > 0) return { known: everyKey, required: [], ambiguous: others.map((key) => [first, key]) };
  } else if (valueOf(choose.key) === undefined) {
    const likely = likeliestVariant(anyOf, present);
    const known = { ...everyKey, [choose.key]: likely?.properties?.[choose.key] ?? {} };
    return { known, required: [[choose.key]], ambiguous: [] };
  }
  const variant = variantOf(schema, valueOf);
  // A kind that does not exist is the schema's to report; until it is put right, any variant's key may be meant.
  if (variant?.properties === undefined) return { known: everyKey, required: [], ambiguous: [] };
  return { known: variant.properties, required: (variant.required ?? []).map((key) => [key]), ambiguous: [] };
}

/** The variant that knows most of the keys that are there. */
function likeliestVariant(variants: readonly SchemaNode[], present: readonly Property[]): SchemaNode | undefined {
  const knownTo = (variant: SchemaNode) =>
    present.filter(({ name }) => own(variant.properties ?? {}, name) !== undefined).length;
  return variants.toSorted((a, b) => knownTo(b) - knownTo(a))[0];
}

function checkObject(expected: ExpectedKeys, present: readonly Property[], path: Segments): Complaint[] {
  const names = new Set(present.map(({ name }) => name));
  const absent = Object.keys(expected.known).filter((key) => !names.has(key));
  const meant = new Set<string>();
  const unknown = [...names]
    .filter((name) => own(expected.known, name) === undefined)
    .slice(0, mostProblems)
    .map((name) => {
      const nearest = nearestKey(
        name,
        absent.filter((key) => !meant.has(key)),
      );
      if (nearest !== undefined) meant.add(nearest);
      return unknownKey(name, nearest, Object.keys(expected.known), path);
    });
  const missing = expected.required.filter((keys) => !keys.some((key) => names.has(key) || meant.has(key)));
  return missing.length === 0 ? unknown : [...unknown, missingKeys(missing, expected.known, path)];
}

function own(record: Readonly<Record<string, SchemaNode>>, key: string): SchemaNode | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The key that was probably meant: at most every third letter wrong, or letters swapped; `learning_rate` is `learningRate`. */
function nearestKey(key: string, candidates: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const letters = (text: string) => Array.from(plain(text)).sort().join('');
  const given = { plain: plain(key), letters: letters(key) };
  const ranked = candidates
    .map((candidate) => {
      const wrong = distance(given.plain, plain(candidate));
      return { candidate, wrong: wrong === 2 && given.letters === letters(candidate) ? 1 : wrong };
    })
    .sort((a, b) => a.wrong - b.wrong);
  const [best] = ranked;
  return best !== undefined && best.wrong <= Math.max(1, Math.floor(key.length / 3)) ? best.candidate : undefined;
}

function unknownKey(name: string, nearest: string | undefined, known: readonly string[], parent: Segments): Complaint {
  const path = [...parent, name];
  const common = { code: 'unknown-key', path, at: 'key' } as const;
  if (nearest === undefined) {
    return {
      ...common,
      message: `Unknown key "${name}"; known here: ${known.filter((key) => key !== '$schema').join(', ')}.`,
      fix: { title: `Remove "${name}"`, edits: [{ kind: 'remove', path: pathOf(path) }] },
    };
  }
  return {
    ...common,
    message: `Unknown key "${name}"; did you mean "${nearest}"?`,
    fix: { title: `Change to "${nearest}"`, edits: [{ kind: 'rename', path: pathOf(path), key: nearest }] },
  };
}

function missingKeys(missing: readonly (readonly string[])[], known: ExpectedKeys['known'], path: Segments): Complaint {
  const words = missing.map((keys) => keys.map((key) => `"${key}"`).join(' or '));
  const values = missing.flatMap(([key]) => (key === undefined ? [] : [{ key, value: exampleOf(own(known, key)) }]));
  const usable = values.every(({ value }) => value !== undefined);
  return {
    code: 'missing-key',
    message: `Missing ${words.length === 1 ? 'key' : 'keys'} ${words.join(', ')}.`,
    path,
    at: 'key',
    ...(usable && {
      fix: {
        title: `Add ${values.map(({ key }) => `"${key}"`).join(', ')}`,
        edits: values.map(({ key, value }) => ({ kind: 'set', path: pathOf([...path, key]), value }) as const),
      },
    }),
  };
}

function exampleOf(schema: SchemaNode | undefined): unknown {
  return schema?.examples?.[0] ?? schema?.const ?? schema?.enum?.[0];
}

function ambiguousKey([first, second]: readonly [string, string], parent: Segments): Complaint {
  const path = [...parent, second];
  return {
    code: 'ambiguous-key',
    message: `Give either "${first}" or "${second}", not both.`,
    path,
    at: 'key',
    fix: { title: `Remove "${second}"`, edits: [{ kind: 'remove', path: pathOf(path) }] },
  };
}
