/** `*.gan.json`: its schema and types, parsing with source ranges, defaults, edits that keep comments. */
export { configSchema } from './schema/config.ts';
export type {
  ConfigInput,
  EngineChoice,
  NetworkConfig,
  ObjectiveName,
  ResolvedConfig,
  TrainingConfig,
  UpdateOrder,
} from './schema/config.ts';
export type { DataConfig, DataInput } from './schema/data/index.ts';
export type { Activation, Initializer, LayerConfig, LayerInput } from './schema/layers/index.ts';
export type { GradientClip, OptimizerConfig, OptimizerInput } from './schema/optimizers/index.ts';
export type { ScheduleConfig, ScheduleInput } from './schema/schedules/index.ts';
export type { ConfiguredRule, RuleLevel, RulesConfig } from './schema/rules.ts';
