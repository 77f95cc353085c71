/** What D minimises: its objective and the penalties, for a batch of each kind. */
import { add, concat, named, slice, type Shape, type Tensor } from '../graph/index.ts';
import type { Game } from './game.ts';
import { penaltyTerm } from './penalties/index.ts';

/** What D is shown, [n, ...sample] each. */
export interface Batches {
  readonly real: Tensor;
  readonly fake: Tensor;
}

export interface DiscriminatorLoss {
  /** All of it, []. */
  readonly loss: Tensor;
  readonly scoreReal: Tensor;
  readonly scoreFake: Tensor;
  /** The penalties in it, weights included. */
  readonly penalties: readonly { readonly type: string; readonly term: Tensor }[];
}

/**
 * @param parameters of D
 * @param uniform fresh numbers in [0, 1) for a part of the config, the same ones whenever the part is
 */
export function discriminatorLoss(
  game: Game,
  parameters: Tensor,
  { real, fake }: Batches,
  uniform: (part: string, shape: Shape) => Tensor,
): DiscriminatorLoss {
  const output = (samples: Tensor): Tensor => game.discriminator.network.apply(parameters, samples);
  const score = (samples: Tensor): Tensor => game.score(output(samples));
  const [outputReal, outputFake] = outputsOf(game, output, real, fake);
  const penalties = game.penalties.map((config, position) => {
    const part = `penalties[${position}]`;
    const context = { score, real, fake, uniform: (shape: Shape): Tensor => uniform(part, shape) };
    return { type: config.type, term: named(penaltyTerm(config, context), part) };
  });
  const loss = penalties.reduce(
    (sum, { term }) => add(sum, term),
    game.objective.discriminator(outputReal, outputFake),
  );
  return { loss, scoreReal: game.score(outputReal), scoreFake: game.score(outputFake), penalties };
}

/**
 * What D puts out for both batches, in one pass where that gives the same numbers: half as many nodes. Apart where there are
 * penalties: those that differentiate by a batch share its pass then, and nothing of the other batch is in it.
 */
function outputsOf(
  { discriminator, penalties }: Game,
  output: (samples: Tensor) => Tensor,
  real: Tensor,
  fake: Tensor,
): readonly [real: Tensor, fake: Tensor] {
  if (!discriminator.network.samplewise || penalties.length > 0) return [output(real), output(fake)];
  const [n, all] = [real.shape[0]!, real.shape[0]! + fake.shape[0]!];
  const both = output(concat([real, fake], 0));
  return [slice(both, 0, 0, n), slice(both, 0, n, all)];
}
