/** Mechanism `generator-average`: samples come from a running mean of G's parameters (Yazici et al. 2018, section 3). */
import type { MechanismConfig } from '../../config/index.ts';
import { add, mul, sub } from '../../graph/index.ts';
import type { CreateMechanism } from './mechanism.ts';

export const generatorAverage: CreateMechanism<Extract<MechanismConfig, { type: 'generator-average' }>> = ({
  decay,
}) => ({
  // In this form single precision keeps a small change
  average: (before, parameters) => add(before, mul(sub(parameters, before), 1 - decay)),
});
