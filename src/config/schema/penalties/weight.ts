/** What all penalties share. */
import { number } from '../build.ts';

export const weight = number("How much the penalty counts in the discriminator's loss.", {
  exclusiveMinimum: 0,
  maximum: 1e6,
});
