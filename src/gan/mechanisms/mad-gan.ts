/** Mechanism `mad-gan` (Ghosh et al. 2017): several generators, kept apart by their samples' directions, by D, or both. */
import type { MechanismConfig } from '../../config/index.ts';
import { add, div, logSumExp, mean, mul, reshape, slice, sqrt, square, sub, sum } from '../../graph/index.ts';
import type { Tensor } from '../../graph/index.ts';
import { rowsOf } from '../generators.ts';
import type { Objective } from '../objectives/index.ts';
import type { CreateMechanism } from './mechanism.ts';

export const madGan: CreateMechanism<Extract<MechanismConfig, { type: 'mad-gan' }>> = ({
  generators,
  sharedLayers,
  noise,
  cosine,
  identify,
}) => ({
  generators: { count: generators, sharedLayers, sharedNoise: noise === 'shared' },
  ...(identify && { objective: () => identification(generators), score: (output) => realLogit(output, generators) }),
  ...(cosine > 0 && {
    generatorLoss: (plain, { fake }) => {
      const each = rowsOf(generators, fake.shape[0]!).map(({ start, end }) => slice(fake, 0, start, end));
      const term = mul(meanCosine(each), cosine);
      return { loss: add(plain, term), signals: { 'mad_gan/cosine': term } };
    },
  }),
});

/**
 * The mean over pairs of generators i < j, and over samples n, of cos(G_i(z_n), G_j(z'_n)), []. The source writes a sum
 * over pairs; the mean keeps its weight independent of how many generators there are.
 * @param samples of each generator, [n, ...] each
 */
export function meanCosine(samples: readonly Tensor[]): Tensor {
  const directions = samples.map((each) => {
    const rows = reshape(each, [each.shape[0]!, -1]);
    return div(rows, sqrt(add(sum(square(rows), 1, { keepDims: true }), 1e-24)));
  });
  const pairs = directions.flatMap((a, i) => directions.slice(i + 1).map((b) => mean(sum(mul(a, b), 1))));
  return mul(
    pairs.reduce((all, pair) => add(all, pair)),
    1 / pairs.length,
  );
}

/**
 * D tells the generators apart (section 3.2, with the last class for real data).
 * @param generators whose samples are the rows of a batch as `rowsOf` says
 */
export function identification(generators: number): Objective {
  return {
    discriminator: (real, fake) => {
      const rows = rowsOf(generators, fake.shape[0]!);
      const own = rows.map(({ start, end }, k) => crossEntropy(slice(fake, 0, start, end), k));
      return add(
        crossEntropy(real, generators),
        mul(
          own.reduce((all, each) => add(all, each)),
          1 / generators,
        ),
      );
    },
    generator: (fake) => crossEntropy(fake, generators),
  };
}

/** Mean cross-entropy of rows of logits [n, classes] that are all of one class, []. */
function crossEntropy(logits: Tensor, of: number): Tensor {
  return mean(sub(logSumExp(logits, 1), reshape(slice(logits, 1, of, of + 1), [logits.shape[0]!])));
}

/** The logit of "real" against all generators together, [n, 1] of [n, generators + 1]. */
function realLogit(logits: Tensor, generators: number): Tensor {
  const fake = logSumExp(slice(logits, 1, 0, generators), 1, { keepDims: true });
  return sub(slice(logits, 1, generators, generators + 1), fake);
}
