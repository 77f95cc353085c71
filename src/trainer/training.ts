/** Everything that training needs once its config has been found good: data, programs, engine. */
import { dirname } from 'node:path';
import type { ResolvedConfig } from '../config/index.ts';
import { openData, requireClasses, type DataSource } from '../data/index.ts';
import type { Engine, Executable, Numbers } from '../engine/index.ts';
import { planStep, type StepPlan } from '../gan/index.ts';
import { learningRateAt } from '../nn/index.ts';
import { createRandom, type Random } from '../random/index.ts';
import { BestStep } from './best-step.ts';
import { cells, DecisionField } from './decision-field.ts';
import { Feeder } from './feeder.ts';
import { measureOf } from './measures.ts';
import { availableMemory, requireMemory } from './memory.ts';
import { realPoints } from './run-log.ts';

export interface Training {
  readonly config: ResolvedConfig;
  readonly data: DataSource;
  readonly plan: StepPlan;
  /** The step. */
  readonly executable: Executable;
  /** A phase of the step alone (`plan.phases[index]`), compiled when it is first asked for. */
  readonly phase: (index: number) => Promise<Executable>;
  /** The generator alone, for `training.samples` samples. */
  readonly sampler: Executable;
  /** The part of the step's state that `sampler` carries. */
  readonly sampled: (state: Readonly<Record<string, Numbers>>) => Record<string, Numbers>;
  readonly feeder: Feeder;
  /** D's score over the plane; absent where samples are not points of two numbers, or D scores none by itself. */
  readonly field?: DecisionField;
  /** By what the best step is told; absent where it is not kept. */
  readonly best?: BestStep;
  /** For what is drawn to be logged: a stream apart from those that training draws from. */
  readonly logRandom: Random;
  dispose(): Promise<void>;
}

export interface TrainingPlace {
  /** Absolute path of the config file: relative data paths start there. */
  readonly configFile: string;
  /** The folder that they may not leave; the config's own where absent. */
  readonly root?: string;
}

/**
 * Opens the data and compiles the programs; nothing is written.
 * @param threads of the engine; its own choice where absent
 * @throws DataError, GraphError, EngineError, TooLargeError
 */
export async function prepareTraining(
  config: ResolvedConfig,
  { configFile, root = dirname(configFile) }: TrainingPlace,
  engine: Engine,
  threads?: number,
): Promise<Training> {
  const random = createRandom(config.training.seed);
  const data = await openData(config.data, { configFile, root, random: random.split('data') });
  requireClasses(config, data);
  const plan = planStep(config, data);
  requireMemory(plan, availableMemory());
  const initial = plan.initialState(random.split('init'));
  const options = threads === undefined ? {} : { threads };
  const executable = await engine.compile(plan.whole, initial, options);
  const generate = plan.generate(config.training.samples);
  const sampler = await engine.compile(generate, partOf(initial, generate), options);
  const phases = new Map<number, Promise<Executable>>();
  const phase = (index: number): Promise<Executable> => {
    const compiled = phases.get(index) ?? engine.compile(plan.phases[index]!.program, executable.readState(), options);
    phases.set(index, compiled);
    return compiled;
  };
  const judge = data.shape.length === 1 && data.dimensions === 2 ? plan.judge(cells) : undefined;
  // One thread: those of a session that rests would slow the steps down
  const judging = judge && (await engine.compile(judge, partOf(initial, judge), { threads: 1 }));
  const feeder = new Feeder(plan.feeds, {
    data,
    random: random.split('noise'),
    learningRate: (optimizer, step) => learningRateAt(optimizer, step, config.training.steps),
  });
  const measure = config.training.keep?.best;
  const logRandom = random.split('log');
  const field =
    judge &&
    judging &&
    new DecisionField(judging, (state) => partOf(state, judge), realPoints(data, logRandom), config.training);
  return {
    ...(field !== undefined && { field }),
    ...(measure !== undefined && { best: new BestStep(measure, measureOf(measure, data, logRandom.split('best'))) }),
    config,
    data,
    plan,
    executable,
    phase,
    sampler,
    sampled: (state) => partOf(state, generate),
    feeder,
    logRandom,
    async dispose() {
      await executable.dispose();
      await sampler.dispose();
      await judging?.dispose();
      for (const each of phases.values()) await (await each).dispose();
    },
  };
}

/** The part of a state that a program carries. */
export function partOf<T>(
  state: Readonly<Record<string, T>>,
  program: { readonly state: readonly { readonly name: string }[] },
): Record<string, T> {
  return Object.fromEntries(program.state.map(({ name }) => [name, state[name]!]));
}
