/** Layer `layer-norm`: each sample with the same mean and spread. */
import { activation } from '../activation.ts';
import { defaulted, object, present } from '../build.ts';

export const layerNorm = object(
  'Takes the mean of all numbers of a sample from it and divides by their standard deviation, then applies a learned ' +
    'gain and bias for each channel (of a row: for each number). Goes with a penalty on the slope, as each sample ' +
    'stands for itself (Ba et al. 2016).',
  { 'layer-norm': present('Always `true`.'), activation: defaulted(activation, 'linear') },
);
