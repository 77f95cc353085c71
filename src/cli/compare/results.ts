/**
 * A comparison's folder: `compare.json` says what is compared, `results.jsonl` has a line for each seed that is finished
 * (which then is never trained again), and each config's runs are in a folder of its name.
 */
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { ruleIds, type RuleId } from '../../protocol/index.ts';
import { lookAtRun, RunError, type ListedRun } from '../../runs/index.ts';
import { shown } from '../files.ts';
import { CliError } from '../io.ts';
import type { Contestant } from './contestants.ts';

const planName = 'compare.json';
const resultsName = 'results.jsonl';

const planSchema = Type.Object({
  format: Type.Literal(1),
  /** Files as seen from the comparison's folder, so that a project may be moved. */
  configs: Type.Array(Type.Object({ label: Type.String(), file: Type.String(), hash: Type.String() })),
  began: Type.String(),
});

const count = Type.Integer({ minimum: 0 });
const share = Type.Number({ minimum: 0, maximum: 1 });

const ruleSchema = Type.Unsafe<RuleId>(Type.Union(ruleIds.map((id) => Type.Literal(id))));

const resultSchema = Type.Object({
  config: Type.String(),
  hash: Type.String(),
  seed: count,
  state: Type.String(),
  step: count,
  engine: Type.String(),
  /** Wall time; null where the run was interrupted. */
  seconds: Type.Union([Type.Number({ minimum: 0 }), Type.Null()]),
  modes: count,
  covered: count,
  touched: count,
  highQuality: share,
  reverseKl: Type.Number(),
  samples: count,
  /** A finding of collapse stood at the end. */
  collapsed: Type.Boolean(),
  /** Rules that had anything to say, and whether they still had at the end. */
  findings: Type.Array(Type.Object({ rule: ruleSchema, open: Type.Boolean() })),
  /** Step, modes covered, high-quality share: now and then. */
  course: Type.Array(Type.Tuple([Type.Number(), Type.Number(), Type.Number()])),
  /** Some of the last samples, where they are points in the plane. */
  points: Type.Array(Type.Tuple([Type.Number(), Type.Number()])),
});

/** One seed of one config, trained and measured. */
export type SeedResult = Static<typeof resultSchema>;

export interface Comparison {
  /** Absolute. */
  readonly folder: string;
  /** Of the configs as they are now. */
  readonly results: readonly SeedResult[];
}

/**
 * Makes the folder of a new comparison.
 * @throws CliError where something is there already
 */
export function beginComparison(folder: string, contestants: readonly Contestant[]): Comparison {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new CliError(`${shown(folder)}: is not empty; go on with --resume, or name another folder`);
  }
  const runs = dirname(dirname(folder));
  const hidden = basename(runs) === 'runs' && !existsSync(runs);
  mkdirSync(folder, { recursive: true });
  if (hidden) writeFileSync(join(runs, '.gitignore'), '*\n');
  const plan: Static<typeof planSchema> = {
    format: 1,
    configs: contestants.map(({ label, path, hash }) => ({ label, file: relative(folder, path), hash })),
    began: new Date().toISOString(),
  };
  writeFileSync(join(folder, planName), `${JSON.stringify(plan, null, 2)}\n`);
  return { folder, results: [] };
}

/**
 * The comparison in a folder, to go on with; undefined where there is none.
 * @throws CliError where it is one of other configs, or of these before they were changed
 */
export function openComparison(folder: string, contestants: readonly Contestant[]): Comparison | undefined {
  const plan = readPlan(folder);
  if (plan === undefined) return undefined;
  if (!isOfConfigs(folder, plan, contestants)) {
    const labels = plan.configs.map(({ label }) => label).join(', ');
    throw new CliError(`${shown(folder)}: compares ${labels}; name another folder`);
  }
  const changed = contestants.find(({ hash }, i) => plan.configs[i]!.hash !== hash);
  if (changed !== undefined) {
    throw new CliError(
      `${changed.file}:1:1 is not what ${shown(folder)} began with (config, --steps or --engine); compare without --resume`,
    );
  }
  return { folder, results: readResults(folder, contestants) };
}

/** The newest comparison of these configs in a folder of comparisons. */
export function newestComparison(parent: string, contestants: readonly Contestant[]): string | undefined {
  if (!existsSync(parent)) return undefined;
  const found = readdirSync(parent).flatMap((name) => {
    const folder = join(parent, name);
    const plan = readPlan(folder);
    return plan !== undefined && isOfConfigs(folder, plan, contestants) ? [{ folder, began: plan.began }] : [];
  });
  return found.sort((a, b) => (a.began < b.began ? 1 : -1))[0]?.folder;
}

function isOfConfigs(folder: string, { configs }: Static<typeof planSchema>, contestants: readonly Contestant[]) {
  return (
    configs.length === contestants.length &&
    configs.every(({ file }, i) => resolve(folder, file) === contestants[i]!.path)
  );
}

function readPlan(folder: string): Static<typeof planSchema> | undefined {
  const file = join(folder, planName);
  if (!existsSync(file)) return undefined;
  const plan = parse(readFileSync(file, 'utf8'));
  if (Value.Check(planSchema, plan)) return plan;
  throw new CliError(`${shown(file)}:1:1 is not what a comparison writes; name another folder`);
}

/** The last line of each seed. A line that a kill cut short is passed over: its seed is measured again. */
function readResults(folder: string, contestants: readonly Contestant[]): SeedResult[] {
  const file = join(folder, resultsName);
  if (!existsSync(file)) return [];
  const results = new Map<string, SeedResult>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const result = parse(line);
    if (!Value.Check(resultSchema, result)) continue;
    const known = contestants.some(({ label, hash }) => label === result.config && hash === result.hash);
    if (known) results.set(`${result.config} ${result.seed}`, result);
  }
  return [...results.values()];
}

export function keepResult(folder: string, result: SeedResult): void {
  // A new line first: the last may have been cut short.
  appendFileSync(join(folder, resultsName), `\n${JSON.stringify(result)}`);
}

/** Runs of a config in a comparison's folder, newest first. @throws RunError */
export function runsIn(folder: string, label: string): ListedRun[] {
  const parent = join(folder, label);
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .sort()
    .reverse()
    .flatMap((name) => {
      try {
        return [lookAtRun(join(parent, name))];
      } catch (error) {
        if (error instanceof RunError && error.code === 'no-run') return [];
        throw error;
      }
    });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
