/** Learning-rate schedules: pure functions of the step. A new one is a line here and in the schema. */
import type { OptimizerConfig, ScheduleConfig } from '../config/index.ts';

type Shape<Type extends ScheduleConfig['type']> = (
  schedule: Extract<ScheduleConfig, { type: Type }>,
  /** Steps already done, from 0. */
  step: number,
  /** Share of the run already done: 0 at the first step, 1 at the last. */
  share: number,
) => number;

/** What the learning rate is multiplied by. */
const shapes: { readonly [Type in ScheduleConfig['type']]: Shape<Type> } = {
  constant: () => 1,
  linear: ({ end }, _, share) => 1 + (end - 1) * share,
  cosine: ({ end }, _, share) => end + ((1 - end) * (1 + Math.cos(Math.PI * share))) / 2,
  step: ({ every, factor }, step) => factor ** Math.floor(step / every),
};

/**
 * The learning rate of the step after `step` steps were done.
 * @param step from 0 to steps - 1
 * @param steps length of the run
 */
export function learningRateAt({ learningRate, schedule }: OptimizerConfig, step: number, steps: number): number {
  const share = steps > 1 ? Math.min(step / (steps - 1), 1) : 0;
  const shape = shapes[schedule.type] as (schedule: ScheduleConfig, step: number, share: number) => number;
  // The first step is never one of size 0.
  const risen = Math.min((step + 1) / (schedule.warmup + 1), 1);
  return learningRate * risen * shape(schedule, step, share);
}

/** Whether the learning rate is the same at every step, so that it can be a constant of the program. */
export function isConstant({ schedule }: OptimizerConfig): boolean {
  return schedule.type === 'constant' && schedule.warmup === 0;
}
