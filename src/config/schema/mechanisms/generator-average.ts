/** Mechanism `generator-average`. */
import { defaulted, number, object, typeName } from '../build.ts';

export const generatorAverage = object(
  "Generator weight average: beside G's parameters a running mean of them is kept, `decay` times the old mean plus " +
    '`1 - decay` times the parameters after each update of G. Logged samples come from the mean; the game is played with ' +
    'G as it is, and its losses are not changed (Yazici et al. 2018).',
  {
    type: typeName('generator-average', "Samples come from a running mean of G's parameters (Yazici et al. 2018)."),
    decay: defaulted(
      number('How much of the mean is kept at each update; 0.999 looks back over about a thousand of them.', {
        minimum: 0,
        exclusiveMaximum: 1,
      }),
      0.999,
    ),
  },
);
