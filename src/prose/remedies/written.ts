/** What a config says, as written: parsed, defaults not filled in, valid or not. */

type Values = Readonly<Record<string, unknown>>;

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path of keys; undefined where there is none. */
export function at(config: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isValues(value) ? value[key] : undefined), config);
}

export function valuesAt(config: unknown, ...path: readonly string[]): Values | undefined {
  const value = at(config, ...path);
  return isValues(value) ? value : undefined;
}

/** The entries of a list; none where there is no list. */
export function listAt(config: unknown, ...path: readonly string[]): readonly unknown[] {
  const value = at(config, ...path);
  return Array.isArray(value) ? value : [];
}

/** The objective by name; the schema's default where none is written. */
export function objectiveOf(config: unknown): string {
  const objective = at(config, 'objective') ?? 'non-saturating';
  return String(typeof objective === 'string' ? objective : at(objective, 'type'));
}

export function typesAt(config: unknown, list: 'mechanisms' | 'penalties'): readonly unknown[] {
  return listAt(config, list).map((each) => at(each, 'type'));
}

/** Whether a layer of the discriminator, or one inside it, has this key, e.g. `minibatch-stddev`. */
export function judgesWith(config: unknown, ...keys: readonly string[]): boolean {
  const isOne = (layer: unknown): boolean =>
    keys.some((key) => at(layer, key) !== undefined) || listAt(layer, 'residual').some(isOne);
  return listAt(config, 'discriminator', 'layers').some(isOne);
}

/** Data that are pictures for certain. Of `arrays` a config does not say what they hold. */
const pictures: readonly unknown[] = ['digits', 'idx', 'cifar', 'images', 'stacked'];

export function isOfImages(config: unknown): boolean {
  return pictures.includes(at(config, 'data', 'type'));
}

/** Samples in a batch; the schema's default where none is written. */
export function batchOf(config: unknown): number {
  const batch = at(config, 'training', 'batch') ?? 256;
  return typeof batch === 'number' ? batch : Number.NaN;
}
