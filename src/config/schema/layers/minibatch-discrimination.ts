/** Layer `minibatch-discrimination`: how close each sample is to the others of its batch. */
import { defaulted, exampled, integer, object } from '../build.ts';
import { initializer } from '../initializer.ts';

export const minibatchDiscrimination = object(
  'For the discriminator: lets it see a whole batch, so that samples too much alike give themselves away. Beside its ' +
    'inputs the layer puts out, for each kernel, the sum over all other samples of the batch of `exp(-distance)`, with ' +
    'the distance of two samples in `dimensions` learned projections, as a sum of absolute differences ' +
    '(Salimans et al. 2016, section 3.2).',
  {
    'minibatch-discrimination': exampled(
      integer('How many kernels, each with projections of its own; as many outputs are added to the inputs.', {
        minimum: 1,
        maximum: 1024,
      }),
      100,
    ),
    dimensions: defaulted(integer('Learned projections of each kernel.', { minimum: 1, maximum: 256 }), 5),
    initializer: defaulted(initializer, 'glorot-uniform'),
  },
);
