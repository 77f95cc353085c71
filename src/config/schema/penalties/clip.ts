/** Penalty `clip`: weight clipping. */
import { defaulted, number, object, typeName } from '../build.ts';

export const clip = object(
  'Weight clipping: after each of its updates every parameter of D is put back within `-limit` and `limit`. So its slope ' +
    'is bounded, which is what the objective `wasserstein` was first used with (Arjovsky et al. 2017, algorithm 1). ' +
    'Nothing is added to its loss.',
  {
    type: typeName('clip', "D's parameters stay within a limit (WGAN)."),
    limit: defaulted(number('How far from 0 a parameter may be.', { exclusiveMinimum: 0, maximum: 1e6 }), 0.01),
  },
);
