/** `*.gan.json`: its schema and types, parsing with source ranges, defaults, edits that keep comments. */
export { configSchema } from './schema/config.ts';
export type {
  ConfigInput,
  EngineChoice,
  NetworkConfig,
  ResolvedConfig,
  TrainingConfig,
  UpdateOrder,
} from './schema/config.ts';
export { conditionSchema } from './schema/conditions/index.ts';
export type { ConditionConfig, ConditionInput } from './schema/conditions/index.ts';
export type { DataConfig, DataInput } from './schema/data/index.ts';
export {
  batchwiseLayers,
  kindOfLayer,
  type Activation,
  type Initializer,
  type LayerConfig,
  type LayerConfigOf,
  type LayerInput,
  type LayerInputOf,
  type LayerKind,
} from './schema/layers/index.ts';
export type { GradientClip, OptimizerConfig, OptimizerInput } from './schema/optimizers/index.ts';
export type { MechanismConfig, MechanismInput } from './schema/mechanisms/index.ts';
export { penaltiesSchema } from './schema/penalties/index.ts';
export type { PenaltyConfig, PenaltyInput } from './schema/penalties/index.ts';
export type { ScheduleConfig, ScheduleInput } from './schema/schedules/index.ts';
export type { ConfiguredRule, RuleLevel, RulesConfig } from './schema/rules.ts';
export { mappingSchema, roleSchema, type Mapping, type Role } from './schema/mapping.ts';
export { mappingText, parseMapping, placeOf, type MappingProblem } from './mapping.ts';
export { jsonSchema, mappingJsonSchema, type JsonSchema } from './schema-file.ts';
export {
  longestText,
  parseConfig,
  propertiesOf,
  rangeOfNode,
  type ParsedConfig,
  type PlaceOfPath,
  type Property,
} from './parse.ts';
export { partsWithPages, systemNames, type PartWithPage } from './pages.ts';
export { pathOf, segmentsOf, type Segments } from './path.ts';
export { ConfigError, resolveConfig } from './resolve.ts';
export { resolveDataPath, type DataPath } from './data-path.ts';
export { LineMap, type LineColumn, type TextRange } from './text.ts';
export { nodeOf, variantOf, type SchemaNode } from './schema/walk.ts';
export { applyEdits, changeBetween, editText, type ConfigEdit, type TextChange } from './edit.ts';
export { newConfigText } from './new-config.ts';
export { knownData, type KnownData } from './schema/data/known.ts';
export { dataFiles, withDataFiles, type NamedFile } from './schema/data/files.ts';
export { isValid } from './schema/valid.ts';
export { dataSchema } from './schema/data/index.ts';
export { discriminatorSchema, generatorSchema } from './schema/network.ts';
export { mechanismSchema } from './schema/mechanisms/index.ts';
export { objectiveSchema } from './schema/objectives/index.ts';
export type { ObjectiveConfig, ObjectiveInput } from './schema/objectives/index.ts';
export { optimizerSchema } from './schema/optimizers/index.ts';
export { trainingSchema } from './schema/training.ts';
