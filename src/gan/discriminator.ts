/** What D is: a network that judges samples. */
import type { LayerConfig } from '../config/index.ts';
import { reshape, type Shape, type Tensor } from '../graph/index.ts';
import { createNetwork, type LayerNoise } from '../nn/index.ts';
import type { PlayerNetwork } from './generators.ts';

/** What D makes of some samples. */
export interface Verdict {
  /** What the objective is given, [n, outputs]. */
  readonly output: Tensor;
  /** How real each sample looks to D, [n, 1]; a logit with most objectives. */
  readonly score: Tensor;
  /** What D makes of them on the way, [n, code]; only where it is an autoencoder. */
  readonly code?: Tensor;
}

export interface JudgeNetwork extends PlayerNetwork {
  /**
   * @param parameters [size]
   * @param samples [n, ...sample]
   */
  judge(parameters: Tensor, samples: Tensor, given: Given): Verdict;
  /**
   * Its scores as it is once trained, without anything random, [n, 1]. Absent where the score of a sample depends on more
   * than that sample.
   */
  rate?(parameters: Tensor, samples: Tensor): Tensor;
}

/** What D is given beside samples. */
export interface Given {
  /** Fresh normal numbers, for a D that needs them. */
  readonly normal: (shape: Shape) => Tensor;
  /** The class of each sample, one-hot, [n, classes]; only where the game is conditional. */
  readonly labels?: Tensor;
}

/**
 * @param input shape of what it judges
 */
export type CreateJudge = (layers: readonly LayerConfig[], input: Shape, options?: JudgeOptions) => JudgeNetwork;

export interface JudgeOptions {
  /** Its score from what it puts out; the same where absent. */
  readonly score?: (output: Tensor) => Tensor;
  /** For layers that are random in training. */
  readonly noise?: LayerNoise;
}

/** A D that ends in its score, or in numbers that one can be made of. */
export const judgeOf: CreateJudge = (layers, input, { score = (output: Tensor) => output, noise } = {}) => {
  const network = createNetwork(layers, input, 'discriminator', noise);
  // It may end in an image of one number
  const rowsOf = (output: Tensor): Tensor => reshape(output, [output.shape[0]!, -1]);
  return {
    ...network,
    judge(parameters, samples) {
      const output = rowsOf(network.apply(parameters, samples));
      return { output, score: score(output) };
    },
    ...(network.samplewise && {
      rate: (parameters: Tensor, samples: Tensor) => score(rowsOf(network.sample(parameters, samples))),
    }),
  };
};
