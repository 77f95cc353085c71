/** All conditions by their types in the config. A new one is a file beside these, a line here and in the schema. */
import type { ConditionConfig } from '../../config/index.ts';
import type { CreateJudge } from '../discriminator.ts';
import { concatenation } from './concatenation.ts';
import type { CreateCondition } from './condition.ts';
import { projection } from './projection.ts';

const conditions: {
  readonly [Type in ConditionConfig['type']]: CreateCondition<Extract<ConditionConfig, { type: Type }>>;
} = { concatenation, projection };

/** How D is made where it is told the class of each sample. @param classes how many there are */
export function conditionalJudge(config: ConditionConfig, classes: number): CreateJudge {
  // The registry pairs each type with its own function; the compiler cannot follow the pair through a union.
  const create = conditions[config.type] as CreateCondition<ConditionConfig>;
  return create(config, classes);
}
