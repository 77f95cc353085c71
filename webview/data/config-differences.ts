/** What differs between configs. */

export interface Difference {
  /** As it is written in rules and findings, e.g. `generator.layers[0].dense`. */
  readonly path: string;
  /** One for each config, as JSON; null where it is not written. */
  readonly values: readonly (string | null)[];
}

/** Paths at which not all configs have the same, sorted as they come in the configs. @param configs as JSON, null for none */
export function configDifferences(configs: readonly (string | null)[]): readonly Difference[] {
  const flat = configs.map((config) => {
    const values = new Map<string, string>();
    if (config !== null) flatten(JSON.parse(config) as unknown, '', values);
    return values;
  });
  const known = flat.filter((_, i) => configs[i] !== null);
  const paths = new Set(known.flatMap((values) => [...values.keys()]));
  return [...paths].flatMap((path) => {
    const values = flat.map((each) => each.get(path) ?? null);
    const compared = known.map((each) => each.get(path));
    return compared.every((value) => value === compared[0]) ? [] : [{ path, values }];
  });
}

function flatten(value: unknown, path: string, into: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) {
    into.set(path, JSON.stringify(value));
    return;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) into.set(path, JSON.stringify(value));
  for (const [key, each] of entries) {
    const at = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    flatten(each, at, into);
  }
}
