/** Condition `projection` (Miyato and Koyama 2018, equation 3): the class asks for a direction of the features. */
import type { ConditionConfig } from '../../config/index.ts';
import { add, mul, reshape, sum } from '../../graph/index.ts';
import { createNetwork, networkShape, sizeOf, verdictLayerOf } from '../../nn/index.ts';
import { withTable } from '../class-table.ts';
import type { CreateCondition } from './condition.ts';

export const projection: CreateCondition<Extract<ConditionConfig, { type: 'projection' }>> =
  (_, classes) =>
  (layers, input, { noise } = {}) => {
    const network = createNetwork(layers, input, 'discriminator', noise);
    const last = verdictLayerOf(layers) - 1;
    const features = sizeOf(networkShape(layers.slice(0, last + 1), input).output!);
    // Long features would outweigh the verdict at first with rows of a length that grows with them
    const { own, rows, carried, ...table } = withTable(network, 'projection', [classes, features], features ** -0.5);
    return {
      ...table,
      apply: (parameters, x) => network.apply(own(parameters), x),
      sample: (parameters, x) => network.sample(own(parameters), x),
      ...(network.carry !== undefined && { carry: carried }),
      judge(parameters, samples, { labels }) {
        const n = samples.shape[0]!;
        const made = network.applyEach(own(parameters), samples);
        const given = reshape(made[last] ?? samples, [n, features]);
        const fit = sum(mul(given, rows(parameters, labels!)), 1, { keepDims: true });
        const output = add(reshape(made.at(-1)!, [n, 1]), fit);
        return { output, score: output };
      },
    };
  };
