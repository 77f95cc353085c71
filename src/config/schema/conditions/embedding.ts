/** The key of how a class is put in numbers. */
import { exampled, integer, optional } from '../build.ts';

export const embedding = optional(
  exampled(
    integer(
      'How many learned numbers stand for a class where it is put beside other numbers. Without it: one number for each class, 1 for the one that is meant and 0 for the others.',
      { minimum: 1, maximum: 1024 },
    ),
    16,
  ),
);
