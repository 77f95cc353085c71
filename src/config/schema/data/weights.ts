/** The key of data sets with modes that need not be equally frequent. */
import { list, number, optional } from '../build.ts';

const weight = number('Weight of one mode, relative to the others.', { exclusiveMinimum: 0, maximum: 1e6 });

/** @param maxItems most modes that the data set may have */
export const weights = (maxItems: number) =>
  optional(
    list(
      'How often each mode is drawn, relative to the others (they need not sum to 1). Without it all are equally likely.',
      weight,
      { minItems: 1, maxItems },
    ),
  );
