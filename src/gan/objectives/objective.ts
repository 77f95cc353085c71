/** What an objective is: two losses, written with what the discriminator puts out, which is a score. */
import type { Tensor } from '../../graph/index.ts';

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
}
