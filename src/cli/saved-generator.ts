/** The generator of a run as one of its checkpoints has it. */
import { resolve } from 'node:path';
import { ConfigError, resolveConfig, type ResolvedConfig } from '../config/index.ts';
import { openData, requireClasses, type DataSource } from '../data/index.ts';
import { planStep, type StepPlan } from '../gan/index.ts';
import { createRandom } from '../random/index.ts';
import {
  hashConfig,
  listCheckpoints,
  lookAtRun,
  newestCheckpoint,
  readCheckpoint,
  type Checkpoint,
} from '../runs/index.ts';
import { CliError } from './io.ts';

export interface SavedGenerator {
  readonly config: ResolvedConfig;
  readonly data: DataSource;
  readonly plan: StepPlan;
  readonly step: number;
  /** What `plan.generate` carries, by name. */
  readonly state: Readonly<Record<string, Float32Array | Float64Array>>;
}

/**
 * @param folder of the run, as the user named it
 * @param step of a checkpoint; the last that can be read where absent
 * @throws CliError where there is no such checkpoint, or it is one of another config; RunError, DataError
 */
export async function openGenerator(folder: string, step?: number): Promise<SavedGenerator> {
  const path = resolve(folder);
  const { manifest } = lookAtRun(path);
  const config = configOf(folder, manifest.config);
  const checkpoint = checkpointOf(folder, path, step);
  const refuse = (why: string): CliError =>
    new CliError(`${folder}: the checkpoint of step ${checkpoint.step} cannot be used: ${why}`);
  if (checkpoint.configHash !== hashConfig(config)) {
    throw refuse('it was made with another config, or by another version of Modescope');
  }
  const data = await openData(config.data, { configFile: manifest.configFile, random: createRandom(0) });
  requireClasses(config, data);
  const plan = planStep(config, data);
  const state: Record<string, Float32Array | Float64Array> = {};
  for (const { name, shape } of plan.generate(1).state) {
    const array = checkpoint.arrays[name];
    const length = shape.reduce((product, each) => product * each, 1);
    if (array?.length !== length) throw refuse(`"${name}" is not of length ${length} in it; has the data changed?`);
    state[name] = array;
  }
  return { config, data, plan, step: checkpoint.step, state };
}

function configOf(folder: string, config: unknown): ResolvedConfig {
  try {
    return resolveConfig(config);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new CliError(`${folder}: the config in its manifest cannot be used: ${error.message}`);
  }
}

function checkpointOf(folder: string, path: string, step: number | undefined): Checkpoint {
  const files = listCheckpoints(path);
  const steps = files.map((file) => file.step).join(', ');
  if (step !== undefined) {
    const file = files.find((each) => each.step === step);
    if (file !== undefined) return readCheckpoint(file.path);
    throw new CliError(`${folder}: has no checkpoint of step ${step}${steps === '' ? '' : `; there are ${steps}`}`);
  }
  const newest = newestCheckpoint(path);
  if (newest !== undefined) return newest;
  throw new CliError(`${folder}: has no checkpoint${steps === '' ? '' : ' that can be read'}`);
}
