/** Layer `batch-norm`: each channel with the mean and spread that its batch gives it. */
import { activation } from '../activation.ts';
import { defaulted, object, present } from '../build.ts';

export const batchNorm = object(
  'Takes the mean of the batch from each channel (of a row: from each number) and divides by its standard deviation, ' +
    'then applies a learned gain and bias (Ioffe and Szegedy 2015). The discriminator sees batches of real and of ' +
    'generated samples apart. Samples for the log are made with averages over the batches of training. Not for a ' +
    'discriminator with a penalty on its slope: use `layer-norm` there (Gulrajani et al. 2017, section 4).',
  { 'batch-norm': present('Always `true`.'), activation: defaulted(activation, 'linear') },
);
