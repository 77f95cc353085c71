/** Layer `minibatch-stddev`: how much the samples of a batch differ. */
import { exampled, integer, object } from '../build.ts';

export const minibatchStddev = object(
  'For the discriminator: one more output, the standard deviation of each input over a group of samples, averaged over ' +
    'all inputs. Groups of samples that are too much alike give themselves away; nothing is learned ' +
    '(Karras et al. 2017, section 3).',
  {
    'minibatch-stddev': exampled(
      integer('Samples in each group; the batch must be a multiple of it.', { minimum: 2, maximum: 65_536 }),
      4,
    ),
  },
);
