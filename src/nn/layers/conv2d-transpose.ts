/** Layer `conv2d-transpose`: activation(the adjoint of a convolution + bias). */
import type { LayerConfigOf } from '../../config/index.ts';
import { convTranspose, reshape, transpose } from '../../graph/index.ts';
import { activations } from '../activations.ts';
import type { SampleShape } from '../shapes/index.ts';
import { addToChannels } from './channels.ts';
import type { LayerBody } from './layer.ts';
import { weightsAndBias } from './weights.ts';

/** @param input and output [channels, height, width] */
export function conv2dTransposeLayer(
  config: LayerConfigOf<'conv2d-transpose'>,
  input: SampleShape,
  output: SampleShape,
): LayerBody {
  const { 'conv2d-transpose': filters, kernel, stride, padding } = config;
  const channels = input[0]!;
  const geometry = {
    strides: [stride, stride],
    pads: [padding, padding, padding, padding],
    size: [output[1]!, output[2]!],
  } as const;
  const activation = activations[config.activation];
  const { weightOf, ...weights } = weightsAndBias(config, {
    shape: [channels, filters, kernel, kernel],
    // Windows overlap: so many of them reach an output pixel, away from the edges
    inputs: (channels * kernel ** 2) / stride ** 2,
    outputs: filters * kernel ** 2,
    units: filters,
    matrix: (weight) => reshape(transpose(weight, [1, 0, 2, 3]), [filters, -1]),
  });
  return {
    ...weights,
    samplewise: true,
    apply: (parameters, x) =>
      activation(addToChannels(convTranspose(x, weightOf(parameters), geometry), parameters['bias'])),
  };
}
