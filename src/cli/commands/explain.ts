/** `modescope explain FILE`: what a config's training step consists of, and with `--time` where its time goes. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ResolvedConfig } from '../../config/index.ts';
import { openData, requireClasses, type DataSource } from '../../data/index.ts';
import { profile, type OperatorTime } from '../../engine/index.ts';
import { planStep, type StepPlan } from '../../gan/index.ts';
import { learningRateAt } from '../../nn/index.ts';
import { createRandom } from '../../random/index.ts';
import { Feeder } from '../../trainer/feeder.ts';
import { checkedConfig } from '../checked-config.ts';
import { describeStep, wordsOf } from '../explain/describe.ts';
import { exit, type Io } from '../io.ts';
import type { Finish } from './index.ts';

interface ExplainOptions {
  readonly json?: boolean;
  readonly time?: boolean;
}

/** Steps whose time is taken. */
const timedSteps = 30;

export function addExplain(program: Command, io: Io, finish: Finish): void {
  program
    .command('explain')
    .description("say what a config's training step consists of: phases, operators, parameters, memory")
    .argument('<file>', 'the config, *.gan.json')
    .option('--json', 'as JSON')
    .option('--time', 'run some steps with ONNX Runtime and say where the time goes')
    .action((file: string, options: ExplainOptions) => finish(explain(io, file, options)));
}

export async function explain(io: Io, file: string, { json, time }: ExplainOptions): Promise<number> {
  const config = await checkedConfig(io, file);
  const random = createRandom(config.training.seed);
  const data = await openData(config.data, { configFile: resolve(file), random: random.split('data') });
  requireClasses(config, data);
  const plan = planStep(config, data);
  const described = describeStep(plan, data.shape, config.training.batch);
  const times = time === true ? await timesOf(config, data, plan) : undefined;
  const step = times === undefined ? described : { ...described, times };
  io.out.write(json === true ? `${JSON.stringify(step, null, 1)}\n` : `${wordsOf(file, step).join('\n')}\n`);
  return exit.fine;
}

/** Of a step with fresh data and noise, as in training. */
function timesOf(config: ResolvedConfig, data: DataSource, plan: StepPlan): Promise<OperatorTime[]> {
  const random = createRandom(config.training.seed);
  const feeder = new Feeder(plan.feeds, {
    data,
    random: random.split('noise'),
    learningRate: (optimizer, step) => learningRateAt(optimizer, step, config.training.steps),
  });
  let step = 0;
  const feeds = () => {
    feeder.fill(step++);
    return feeder.arrays;
  };
  return profile(plan.whole, plan.initialState(random.split('init')), feeds, timedSteps);
}
