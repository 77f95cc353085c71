/** What a condition is: a D that is told the class of each sample. G is told it beside its latents, in the same way always. */
import type { CreateJudge } from '../discriminator.ts';

/**
 * Makes such a D from its part of the config.
 * @param classes how many there are
 */
export type CreateCondition<Config> = (config: Config, classes: number) => CreateJudge;
