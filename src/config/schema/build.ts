/**
 * The few building blocks that every fragment of the schema is made of. A fragment is a TypeBox schema: its
 * static type, its validation, its words on hover and its completion all come from that one value.
 *
 * A union carries how its variant is chosen (`choose`), so that a mistake inside a variant is reported inside
 * it and not as "matches none of four schemas".
 */
import { Type, type Static, type TObject, type TOptional, type TProperties, type TSchema, type TUnion } from 'typebox';

/** Words shown on hover and in completion; markdown, formulas in words, the source named. */
export type Words = string;

/** A lower bound (absent: minus the upper one) and an upper bound, each either part of the range or not. */
type Bounds = ({ readonly minimum?: number } | { readonly exclusiveMinimum: number }) &
  ({ readonly maximum: number } | { readonly exclusiveMaximum: number });

/** Hover shows the markdown; plain `description` is what other JSON tools read. */
function described(words: Words): { description: string; markdownDescription: string } {
  return { description: words.replace(/[`*]/g, ''), markdownDescription: words };
}

/** A number within bounds. Both ends are always bounded, so that 1e999 (infinity) is a mistake too. */
export function number(words: Words, bounds: Bounds) {
  return Type.Number({ ...described(words), ...lowest(bounds) });
}

/** A whole number within bounds. */
export function integer(words: Words, bounds: Bounds) {
  return Type.Integer({ ...described(words), ...lowest(bounds) });
}

function lowest(bounds: Bounds): Bounds {
  if ('minimum' in bounds || 'exclusiveMinimum' in bounds) return bounds;
  return { ...bounds, minimum: 'maximum' in bounds ? -bounds.maximum : -bounds.exclusiveMaximum };
}

export function boolean(words: Words) {
  return Type.Boolean(described(words));
}

export function text(words: Words) {
  return Type.String({ ...described(words), minLength: 1, maxLength: 4096 });
}

export function list<Item extends TSchema>(words: Words, item: Item, bounds: { minItems: number; maxItems: number }) {
  return Type.Array(item, { ...described(words), ...bounds });
}

/** One of a few words, each with its own explanation. */
export function choice<const Options extends Readonly<Record<string, Words>>>(words: Words, options: Options) {
  return Type.Unsafe<keyof Options & string>({
    ...described(words),
    enum: Object.keys(options),
    enumDescriptions: Object.values(options).map((each) => described(each).description),
    markdownEnumDescriptions: Object.values(options),
  });
}

/** A number for all, or a list with one number each. One flat schema, so that a mistake is one mistake. */
export function numberOrList(words: Words, bounds: Bounds & { maxItems: number }) {
  const { maxItems, ...range } = bounds;
  return Type.Unsafe<number | number[]>({
    ...described(words),
    type: ['number', 'array'],
    ...lowest(range),
    minItems: 1,
    maxItems,
    items: { type: 'number', ...lowest(range) },
  });
}

export function object<Properties extends TProperties>(words: Words, properties: Properties) {
  return Type.Object(properties, described(words));
}

export function optional<Schema extends TSchema>(schema: Schema) {
  return Type.Optional(schema);
}

/** Marks a key that has a default: optional in a file, present after `resolveConfig`. */
export type Defaulted<Schema extends TSchema> = TOptional<Schema> & { readonly default: unknown };

export function defaulted<Schema extends TSchema>(schema: Schema, value: NoInfer<Static<Schema>>): Defaulted<Schema> {
  return Type.Optional(annotated(schema, { default: value })) as Defaulted<Schema>;
}

/** The kind key of a variant that has nothing to be set: it is there, and `true`. */
export function present(words: Words) {
  return exampled(Type.Literal(true, described(words)), true);
}

/** Adds examples: whole values that completion offers and that "add the missing key" starts from. */
export function exampled<Schema extends TSchema>(schema: Schema, ...examples: NoInfer<Static<Schema>>[]): Schema {
  return annotated(schema, { examples });
}

/** A copy with more keywords. TypeBox keeps its kind in a hidden property, which spreading would lose. */
function annotated<Schema extends TSchema>(schema: Schema, keywords: object): Schema {
  const descriptors = { ...Object.getOwnPropertyDescriptors(schema), ...Object.getOwnPropertyDescriptors(keywords) };
  return Object.defineProperties({}, descriptors) as Schema;
}

/** How the variant of a union is told: by the value of a key, or by which of some keys is there. */
export type Choose =
  | { readonly by: 'value'; readonly key: string }
  | { readonly by: 'presence'; readonly keys: readonly string[] }
  /** A word or an object, the second of two variants. */
  | { readonly by: 'form' };

/** A union whose variant is named by `type`, e.g. `{ "type": "ring", … }`. */
export function variantsByType<Variants extends TSchema[]>(words: Words, variants: [...Variants]): TUnion<Variants> {
  return Type.Union(variants, { ...described(words), choose: { by: 'value', key: 'type' } satisfies Choose });
}

/** A union whose variant is named by the key that it has and the others have not, e.g. `{ "dense": 128 }`. */
export function variantsByKey<Variants extends TSchema[]>(
  words: Words,
  keys: readonly string[],
  variants: [...Variants],
): TUnion<Variants> {
  return Type.Union(variants, { ...described(words), choose: { by: 'presence', keys } satisfies Choose });
}

/**
 * One of a few words, or an object that says more, e.g. `"energy"` or `{ "type": "energy", … }`.
 * @param example of the object
 */
export function wordOrObject<const Options extends Readonly<Record<string, Words>>, Variant extends TSchema>(
  words: Words,
  options: Options,
  variant: Variant,
  example: NoInfer<Static<Variant>>,
) {
  const word = choice(words, options);
  const more = { ...described(words), examples: [example], choose: { by: 'form' } satisfies Choose };
  return Type.Union([word, variant], more);
}

/** The `type` key of a variant. */
export function typeName<const Name extends string>(name: Name, words: Words) {
  return Type.Literal(name, described(words));
}

/** The static type after defaults were filled in: keys with a default are there. */
export type Resolved<Schema extends TSchema> =
  Schema extends TObject<infer Properties>
    ? Flat<
        { readonly [Key in keyof Properties as Presence<Properties[Key], Key, true>]: Resolved<Properties[Key]> } & {
          readonly [Key in keyof Properties as Presence<Properties[Key], Key, false>]?: Resolved<Properties[Key]>;
        }
      >
    : Schema extends TUnion<infer Variants>
      ? { [Index in keyof Variants]: Resolved<Variants[Index] & TSchema> }[number]
      : Schema extends { '~kind': 'Array'; items: infer Item extends TSchema }
        ? readonly Resolved<Item>[]
        : Static<Schema>;

type Presence<Schema, Key, Present extends boolean> = Schema extends { readonly default: unknown }
  ? Present extends true
    ? Key
    : never
  : Schema extends { '~optional': true }
    ? Present extends true
      ? never
      : Key
    : Present extends true
      ? Key
      : never;

type Flat<T> = { [Key in keyof T]: T[Key] };
