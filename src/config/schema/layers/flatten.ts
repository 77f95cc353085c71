/** Layer `flatten`: a sample of any shape as one row of numbers. */
import { object, present } from '../build.ts';

export const flatten = object('Takes a sample of any shape as one row of numbers. `dense` does so by itself.', {
  flatten: present('Always `true`.'),
});
