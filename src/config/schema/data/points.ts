/** Data set `points`: rows of numbers from a CSV or .npy file of the user's own. */
import { boolean, defaulted, object, text, typeName, exampled } from '../build.ts';
import { holdout } from './holdout.ts';

export const points = object('Points from a file of your own: one row a sample, one column a dimension.', {
  type: typeName('points', 'Rows of numbers from a CSV or .npy file.'),
  file: exampled(
    text(
      'A `.csv` file (numbers, comma-separated, a header line or none) or a `.npy` file (an array of shape [rows, dimensions]). ' +
        'A relative path starts at this config and may not leave the workspace.',
    ),
    'points.csv',
  ),
  standardize: defaulted(
    boolean(
      'Shift and scale each column to mean 0 and standard deviation 1 before training. Samples are logged in that scale.',
    ),
    false,
  ),
  holdout,
});
