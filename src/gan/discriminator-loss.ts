/** What D minimises: its objective and the penalties, for a batch of each kind. */
import { add, concat, named, slice, type Shape, type Tensor } from '../graph/index.ts';
import type { Verdict } from './discriminator.ts';
import type { Game } from './game.ts';
import { penaltyTerm } from './penalties/index.ts';

/** What D is shown, [n, ...sample] each. */
export interface Batches {
  readonly real: Tensor;
  readonly fake: Tensor;
  /** The classes of both, one-hot, [n, classes]; only where the game is conditional. */
  readonly labels?: Tensor;
}

/** Fresh numbers for a part of the config, the same ones whenever the part is. */
export interface Noise {
  /** In [0, 1). */
  readonly uniform: (part: string, shape: Shape) => Tensor;
  readonly normal: (part: string, shape: Shape) => Tensor;
}

export interface DiscriminatorLoss {
  /** All of it, []. */
  readonly loss: Tensor;
  readonly scoreReal: Tensor;
  readonly scoreFake: Tensor;
  /** The penalties in it, weights included. */
  readonly penalties: readonly { readonly type: string; readonly term: Tensor }[];
}

/** @param parameters of D */
export function discriminatorLoss(
  game: Game,
  parameters: Tensor,
  { real, fake, labels }: Batches,
  { uniform, normal }: Noise,
): DiscriminatorLoss {
  const judge = (samples: Tensor, kind: string): Verdict =>
    game.discriminator.network.judge(parameters, samples, {
      normal: (shape) => normal(`objective/${kind}`, shape),
      ...(labels !== undefined && { labels: kind === 'both' ? concat([labels, labels], 0) : labels }),
    });
  const penalties = game.penalties.flatMap((config, position) => {
    const part = `penalties[${position}]`;
    const term = penaltyTerm(config, {
      score: (samples) => judge(samples, part).score,
      real,
      fake,
      uniform: (shape) => uniform(part, shape),
    });
    return term === undefined ? [] : [{ type: config.type, term: named(term, part) }];
  });
  const together = game.discriminator.network.samplewise && penalties.length === 0;
  const [ofReal, ofFake] = verdicts(judge, real, fake, together);
  const loss = penalties.reduce(
    (sum, { term }) => add(sum, term),
    game.objective.discriminator(ofReal.output, ofFake.output),
  );
  return { loss, scoreReal: ofReal.score, scoreFake: ofFake.score, penalties };
}

/**
 * What D makes of both batches, in one pass where that gives the same numbers: half as many nodes. Apart where there are
 * penalties: those that differentiate by a batch share its pass then, and nothing of the other batch is in it.
 */
function verdicts(
  judge: (samples: Tensor, kind: string) => Verdict,
  real: Tensor,
  fake: Tensor,
  together: boolean,
): readonly [real: Verdict, fake: Verdict] {
  if (!together) return [judge(real, 'real'), judge(fake, 'fake')];
  const [n, all] = [real.shape[0]!, real.shape[0]! + fake.shape[0]!];
  const { output, score } = judge(concat([real, fake], 0), 'both');
  const rows = (start: number, end: number): Verdict => ({
    output: slice(output, 0, start, end),
    score: slice(score, 0, start, end),
  });
  return [rows(0, n), rows(n, all)];
}
