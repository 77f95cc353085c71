/** Which objective a config has, whether it is written as a word or as an object. */
import { isValid, objectiveSchema, type ObjectiveInput } from '../config/index.ts';

type Config = Readonly<Record<string, unknown>>;
/** What is written of the settings of `energy`. */
export type EnergyInput = Partial<Extract<ObjectiveInput, object>>;

/** The settings of the objective `energy`; undefined with another one. D is an autoencoder with it. */
export function energyOf({ objective }: Config): EnergyInput | undefined {
  if (!isValid(objectiveSchema, objective)) return undefined;
  if (objective === 'energy') return {};
  return typeof objective === 'object' ? objective : undefined;
}

/** What the objective is called; undefined where it is not valid. */
export function objectiveName({ objective = 'non-saturating' }: Config): string | undefined {
  if (!isValid(objectiveSchema, objective)) return undefined;
  return typeof objective === 'string' ? objective : objective.type;
}
