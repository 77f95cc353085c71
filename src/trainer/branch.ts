/**
 * A new run that starts where another one stood: from its checkpoint, with a config that may be another one. Where
 * nothing is changed, it goes on with the same bits as that run.
 */
import { Value } from 'typebox/value';
import { ConfigError, resolveConfig, type ParsedConfig, type ResolvedConfig } from '../config/index.ts';
import type { Numbers } from '../engine/index.ts';
import { planStep, type StepPlan } from '../gan/index.ts';
import { GraphError } from '../graph/index.ts';
import type { Manifest } from '../protocol/index.ts';
import {
  hashConfig,
  listCheckpoints,
  lookAtRun,
  newestCheckpoint,
  readCheckpoint,
  RunError,
  type Checkpoint,
} from '../runs/index.ts';
import { RefusedError } from './errors.ts';
import type { FeederState } from './feeder.ts';
import { savedSchema } from './saved.ts';
import type { Training } from './training.ts';

export interface BranchPoint {
  /** The run's folder, absolute. */
  readonly run: string;
  /** Of one of its checkpoints; the last that can be read where absent. */
  readonly step?: number;
}

/** A checkpoint of another run. */
export interface Origin {
  readonly run: string;
  readonly manifest: Manifest;
  readonly checkpoint: Checkpoint;
}

/** @throws RunError where there is no such run or checkpoint */
export function readOrigin({ run, step }: BranchPoint): Origin {
  const { manifest } = lookAtRun(run);
  const files = listCheckpoints(run);
  const there = files.map((file) => file.step).join(', ');
  const file = step === undefined ? undefined : files.find((each) => each.step === step);
  if (step !== undefined && file === undefined) {
    const known = there === '' ? '' : `; there are ${there}`;
    throw new RunError('no-run', `${run}: has no checkpoint of step ${step}${known}`);
  }
  const checkpoint = file === undefined ? newestCheckpoint(run) : readCheckpoint(file.path);
  if (checkpoint === undefined) {
    throw new RunError('no-run', `${run}: has no checkpoint${there === '' ? '' : ' that can be read'}`);
  }
  return { run, manifest, checkpoint };
}

/**
 * Puts a new training where the checkpoint is. Networks must be as they were; what else is new (an optimiser, a player,
 * a seed, other data) starts afresh.
 * @param parsed the text of the training's config, for places in it
 * @returns what starts afresh, one line each
 * @throws RefusedError naming what differs; nothing is changed then
 */
export function branchOff(training: Training, origin: Origin, file: string, parsed: ParsedConfig): string[] {
  const { config, executable, feeder, plan } = training;
  const { checkpoint, run } = origin;
  const refuse = (path: string, message: string): RefusedError => {
    const { line, column } = parsed.rangeOf(path).value;
    return new RefusedError([{ file, line, column, message, code: 'cannot-branch' }]);
  };
  const { step } = checkpoint;
  if (config.training.steps <= step) {
    const said = `training.steps is ${config.training.steps}, but the run starts from step ${step}; raise it`;
    throw refuse('training.steps', said);
  }
  const before = configOf(origin);
  const old = before && planOf(before, training);
  const difference = differenceOf(plan, old, checkpoint);
  if (difference !== undefined) {
    const advice = 'keep the networks as they were, or start from the beginning';
    throw refuse(difference.path, `${difference.what} in step ${step} of ${run}; ${advice}`);
  }
  const streams = streamsFor(training, before, checkpoint);
  const { state, fresh } = stateFor(executable.readState(), plan, old, checkpoint);
  feeder.restore(streams.state);
  executable.writeState(state);
  return [...fresh, ...streams.fresh];
}

/** Undefined where this version cannot read it any more. */
function configOf({ manifest }: Origin): ResolvedConfig | undefined {
  try {
    return resolveConfig(manifest.config);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

/** What the run was trained with; undefined where that does not fit this data. */
function planOf(config: ResolvedConfig, { data }: Training): StepPlan | undefined {
  try {
    return planStep(config, data);
  } catch (error) {
    if (error instanceof GraphError) return undefined;
    throw error;
  }
}

interface Difference {
  /** Where in the config. */
  readonly path: string;
  /** "generator.layers[1].weight is [16, 2] here and [32, 2]", to be gone on with "in step 20 of …". */
  readonly what: string;
}

/** The first tensor of a network that both have and that is not the same in both. */
function differenceOf(plan: StepPlan, old: StepPlan | undefined, { arrays }: Checkpoint): Difference | undefined {
  for (const [player, slices] of Object.entries(plan.slices)) {
    const saved = arrays[plan.parameters[player]!];
    if (saved === undefined) continue;
    const before = old?.slices[player];
    for (let i = 0; before !== undefined && i < Math.max(slices.length, before.length); i++) {
      const [one, other] = [slices[i], before[i]];
      const name = one?.name ?? other!.name;
      const same = one?.name === other?.name && one?.shape.join() === other?.shape.join();
      if (same) continue;
      const path = `${player}.${name.slice(0, Math.max(0, name.lastIndexOf('.')))}`;
      if (one === undefined) return { path, what: `${player}.${name} is not there, but it is` };
      if (one.name !== other?.name) return { path, what: `${player}.${name} is here, but not` };
      return { path, what: `${player}.${name} is [${one.shape.join(', ')}] here and [${other.shape.join(', ')}]` };
    }
    const size = slices.at(-1)?.end ?? 0;
    if (saved.length !== size) {
      return { path: player, what: `the ${player} has ${size} parameters here and ${saved.length}` };
    }
  }
  return undefined;
}

/** The state to begin with: what the checkpoint has, where it fits; the initial numbers elsewhere. */
function stateFor(
  initial: Readonly<Record<string, Numbers>>,
  plan: StepPlan,
  old: StepPlan | undefined,
  { arrays }: Checkpoint,
): { readonly state: Record<string, Numbers>; readonly fresh: string[] } {
  const state: Record<string, Numbers> = { ...initial };
  const fresh: string[] = [];
  for (const [player, parameters] of Object.entries(plan.parameters)) {
    const saved = arrays[parameters];
    if (saved === undefined) {
      fresh.push(`the ${player}`);
      continue;
    }
    state[parameters] = saved;
    const own = Object.keys(initial).filter((slot) => slot !== parameters && slot.startsWith(`${player}/`));
    const [averages, slots] = [own.filter((slot) => !isOfOptimizer(slot)), own.filter(isOfOptimizer)];
    // An average that was not kept before begins where the parameters are.
    for (const slot of averages) state[slot] = arrays[slot] ?? saved;
    const kept = old === undefined || old.optimizers[player]?.type === plan.optimizers[player]?.type;
    const fits = slots.every((slot) => arrays[slot]?.length === initial[slot]!.length);
    if (kept && fits) for (const slot of slots) state[slot] = arrays[slot]!;
    else if (slots.length > 0) fresh.push(`the optimiser of the ${player}`);
  }
  return { state, fresh };
}

function isOfOptimizer(slot: string): boolean {
  return slot.split('/')[1] === 'optimizer';
}

/** Where data and noise go on: where they stood, unless the seed or the data is another one. */
function streamsFor(
  { config, data, feeder }: Training,
  before: ResolvedConfig | undefined,
  { extra }: Checkpoint,
): { readonly state: FeederState; readonly fresh: string[] } {
  const now = feeder.state();
  if (!Value.Check(savedSchema, extra) || before?.training.seed !== config.training.seed) {
    return { state: now, fresh: ['data and noise'] };
  }
  const rows = Number.isFinite(data.count) ? data.count : null;
  const sameData = extra.rows === rows && hashConfig(before.data) === hashConfig(config.data);
  const known = Object.entries(extra.streams).filter(([name]) => name in now.streams);
  return {
    state: { data: sameData ? extra.data : now.data, streams: { ...now.streams, ...Object.fromEntries(known) } },
    fresh: sameData ? [] : ['the order of the data'],
  };
}
