/** GANs as programs: objectives, turns, and the step that they make up. */
export { conditionalJudge } from './conditions/index.ts';
export type { Feed } from './feeds.ts';
export { createGenerators, rowsOf } from './generators.ts';
export { createMechanism } from './mechanisms/index.ts';
export { identification, meanCosine } from './mechanisms/mad-gan.ts';
export { createObjective, objectives, type Objective } from './objectives/index.ts';
export { penaltyTerm, type PenaltyContext } from './penalties/index.ts';
export { planStep, type PhaseProgram, type StepPlan } from './plan.ts';
export { gradientShare } from './signals.ts';
