/** What both kinds of unrolling share. */
import { integer } from '../build.ts';

export const steps = integer(
  'How many updates of D are simulated before its verdict counts for G. Each makes the step longer by about one more turn of D.',
  { minimum: 1, maximum: 20 },
);
