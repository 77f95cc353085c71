/** Which parts of a config have a page of their own in docs/, and where they are named in one. */
import type { ParsedConfig } from './parse.ts';
import { configSchema } from './schema/config.ts';
import type { Segments } from './path.ts';
import { nodeOf, type SchemaNode } from './schema/walk.ts';

export interface PartWithPage {
  readonly name: string;
  /** Relative to the product's root. */
  readonly page: string;
  readonly path: Segments;
  /** Whether the key or the value of the path is the name. */
  readonly at: 'key' | 'value';
}

/** Layers with which the discriminator looks at a whole batch; the others need no page. */
const batchLayers = ['minibatch-discrimination', 'minibatch-stddev'];

/** Every objective, penalty, mechanism and condition, and the layers for batches: each has docs/systems/<name>.md. */
export function systemNames(): string[] {
  const { objective, penalties, mechanisms, condition } = nodeOf(configSchema).properties!;
  const typesOf = (union: SchemaNode): string[] =>
    union.anyOf!.map(({ properties }) => String(properties!['type']!.const));
  return [
    ...objective!.anyOf![0]!.enum!,
    ...typesOf(penalties!.items!),
    ...typesOf(mechanisms!.items!),
    ...typesOf(condition!),
    ...batchLayers,
  ];
}

/** All names of parts with pages in a config, which need not be valid. */
export function partsWithPages({ value }: ParsedConfig): PartWithPage[] {
  const known = new Set(systemNames());
  const at = (name: unknown, path: Segments, where: 'key' | 'value'): PartWithPage[] =>
    typeof name === 'string' && known.has(name) ? [{ name, page: `docs/systems/${name}.md`, path, at: where }] : [];
  const typed = (part: unknown, path: Segments): PartWithPage[] => at(get(part, 'type'), [...path, 'type'], 'value');
  const { objective, condition } = isObject(value) ? value : {};
  return [
    ...at(objective, ['objective'], 'value'),
    ...typed(objective, ['objective']),
    ...typed(condition, ['condition']),
    ...['penalties', 'mechanisms'].flatMap((list) => listIn(value, list).flatMap((part, i) => typed(part, [list, i]))),
    ...listIn(get(value, 'discriminator'), 'layers').flatMap((layer, i) =>
      batchLayers
        .filter((kind) => get(layer, kind) !== undefined)
        .flatMap((kind) => at(kind, ['discriminator', 'layers', i, kind], 'key')),
    ),
    ...Object.keys(configSchema.properties.rules.properties).flatMap((name): PartWithPage[] =>
      get(get(value, 'rules'), name) === undefined
        ? []
        : [{ name, page: `docs/rules/${name}.md`, path: ['rules', name], at: 'key' }],
    ),
  ];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function get(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined;
}

function listIn(value: unknown, key: string): readonly unknown[] {
  const list = get(value, key);
  return Array.isArray(list) ? (list as unknown[]) : [];
}
