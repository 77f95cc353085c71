/** A valid config with every default filled in: what the trainer reads and the manifest keeps. */
import { Value } from 'typebox/value';
import { configSchema, type ResolvedConfig } from './schema/config.ts';
import { objectiveSchema } from './schema/objectives/index.ts';
import { nodeOf, variantOf, type SchemaNode } from './schema/walk.ts';

/** A config that cannot be used. `path` is the part to blame, e.g. `training.order`. */
export class ConfigError extends Error {
  readonly code: string;
  readonly path: string;

  constructor(code: string, message: string, path: string) {
    super(message);
    this.name = 'ConfigError';
    this.code = code;
    this.path = path;
  }
}

const defaultOptimizer = { type: 'adam' };

/**
 * Fills in defaults and drops unknown keys. Resolving twice changes nothing.
 * An optimiser at a network counts before the one under `training`; without any it is Adam with its defaults.
 * @throws ConfigError (`invalid-config`) when the value is not a valid config; `modescope check` says more.
 */
export function resolveConfig(value: unknown): ResolvedConfig {
  const [error] = Value.Errors(configSchema, value);
  if (error !== undefined) throw invalidConfig(error.instancePath, error.message);
  const given = value as { readonly training?: { readonly optimizer?: unknown }; readonly [key: string]: unknown };
  const shared = given.training?.optimizer ?? defaultOptimizer;
  const objective = given['objective'];
  const complete = {
    ...given,
    ...(isConfigured(objective) && { objective: { type: objective } }),
    generator: { optimizer: shared, ...(given['generator'] as object) },
    discriminator: { optimizer: shared, ...(given['discriminator'] as object) },
  };
  const { training, ...whole } = filled(nodeOf(configSchema), complete) as Record<string, unknown>;
  const ownTraining = { ...(training as Record<string, unknown>) };
  delete ownTraining['optimizer'];
  delete whole['$schema'];
  return { ...whole, training: ownTraining } as unknown as ResolvedConfig;
}

/** A word for an objective that has settings, which then all have their defaults. */
function isConfigured(objective: unknown): boolean {
  const [, withSettings] = nodeOf(objectiveSchema).anyOf ?? [];
  return withSettings?.anyOf?.some(({ properties }) => properties?.['type']?.const === objective) ?? false;
}

function invalidConfig(pointer: string, message: string): ConfigError {
  const path = pointer
    .split('/')
    .slice(1)
    .reduce((sofar, key) => (/^\d+$/.test(key) ? `${sofar}[${key}]` : sofar === '' ? key : `${sofar}.${key}`), '');
  return new ConfigError('invalid-config', `${path === '' ? 'The config' : `"${path}"`} ${message}.`, path);
}

/** A deep copy in the schema's key order, with defaults and without unknown keys. */
function filled(schema: SchemaNode, value: unknown): unknown {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined ? structuredClone(value) : value.map((item: unknown) => filled(items, item));
  }
  if (typeof value !== 'object' || value === null) return value;
  const given = value as Readonly<Record<string, unknown>>;
  const properties = variantOf(schema, (key) => given[key])?.properties ?? {};
  const result: Record<string, unknown> = {};
  for (const [key, property] of Object.entries(properties)) {
    const present = Object.hasOwn(given, key) ? given[key] : property.default;
    if (present !== undefined) result[key] = filled(property, present);
  }
  return result;
}
