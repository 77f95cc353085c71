/** The key that every data set has: how much real data training never sees. */
import { defaulted, number } from '../build.ts';

export const holdout = defaulted(
  number(
    'Share of the real data that is never trained on, kept for comparisons (is the generator closer to its training data than unseen real data is?).',
    { minimum: 0, maximum: 0.9 },
  ),
  0,
);
