/** What an objective is: two losses, written with what the discriminator puts out, which is a score. */
import type { Tensor } from '../../graph/index.ts';
import type { CreateJudge, Verdict } from '../discriminator.ts';
import type { Loss } from '../loss.ts';

export interface Objective {
  /**
   * What D minimises, [].
   * @param real and fake D's scores of a batch, [n, 1], logits
   */
  discriminator(real: Tensor, fake: Tensor): Tensor;
  /**
   * What G minimises, [].
   * @param fake D's scores of what G made, [n, 1]
   * @param real draws a fresh batch of real data and gives D's scores of it; most objectives do not need one
   */
  generator(fake: Tensor, real: () => Tensor): Tensor;
  /** What D is, where it is no network that ends in a score. */
  readonly judge?: CreateJudge;
  /** What G minimises in all, where more of D's verdict on its samples counts than the score. */
  readonly generatorLoss?: (plain: Tensor, fake: Verdict) => Loss;
}

/** Makes an objective from its part of the config. */
export type CreateObjective<Config> = (config: Config) => Objective;
