/**
 * One turn of a player: a fresh batch, fresh noise, a loss, its gradient, one update. Everything that a turn takes
 * from the other player is held still (`stop`): with the players taking turns, the other's parameters are themselves
 * made from this player's earlier ones, and the gradient must not run back through that.
 */
import { add, concat, grad, mean, named, slice, stop, type Shape, type Tensor } from '../graph/index.ts';
import { clipGradient, gradientNorm } from '../nn/index.ts';
import type { Feeds } from './feeds.ts';
import { learningRateOf, type Game, type GameState, type Player, type PlayerState } from './game.ts';
import { penaltyTerm } from './penalties/index.ts';
import { gradientShare, type Signals } from './signals.ts';

/** What a turn may draw; each turn of a step has its own. */
export interface Draws {
  /** A fresh batch of real data, [n, ...sample]. */
  real(): Tensor;
  /** Fresh normal numbers for G, [n, latent]. */
  latent(): Tensor;
  /** Fresh numbers in [0, 1) for a part of the step that has this name in the config. */
  uniform(part: string, shape: Shape): Tensor;
}

export interface Played {
  readonly state: GameState;
  readonly signals: Signals;
}

/** @param feeds where the draws and learning rates of the whole step are noted */
export type Turn = (game: Game, state: GameState, turn: string, feeds: Feeds) => Played;

/** D's turn: it learns to tell a batch of real data from what G makes now. */
export const discriminatorTurn: Turn = (game, state, turn, feeds) => {
  const { discriminator, generator, objective } = game;
  const draws = drawsOf(game, turn, feeds);
  const { parameters } = state.discriminator;
  const fake = generator.network.apply(stop(state.generator.parameters), draws.latent());
  const real = draws.real();
  const score = (samples: Tensor): Tensor => discriminator.network.apply(parameters, samples);
  const [scoreReal, scoreFake] = scoresOf(game, score, real, fake);
  const terms = game.penalties.map((config, position) => {
    const part = `penalties[${position}]`;
    const uniform = (shape: Shape): Tensor => draws.uniform(part, shape);
    return { type: config.type, term: named(penaltyTerm(config, { score, real, fake, uniform }), part) };
  });
  const loss = terms.reduce((sum, { term }) => add(sum, term), objective.discriminator(scoreReal, scoreFake));
  const [gradient] = grad(loss, [parameters]);
  return {
    state: { ...state, discriminator: updated(discriminator, state.discriminator, gradient!, feeds) },
    signals: {
      'loss/discriminator': loss,
      'score/real': mean(scoreReal),
      'score/fake': mean(scoreFake),
      'grad_norm/discriminator': gradientNorm(gradient!),
      ...Object.fromEntries(terms.map(({ type, term }) => [`penalty/${type}`, term])),
    },
  };
};

/**
 * D's scores of both batches, in one pass where that gives the same numbers: half as many nodes. Apart where there are
 * penalties: those that differentiate by a batch share its pass then, and nothing of the other batch is in it.
 */
function scoresOf(
  { batch, discriminator, penalties }: Game,
  score: (samples: Tensor) => Tensor,
  real: Tensor,
  fake: Tensor,
): readonly [real: Tensor, fake: Tensor] {
  if (!discriminator.network.samplewise || penalties.length > 0) return [score(real), score(fake)];
  const both = score(concat([real, fake], 0));
  return [slice(both, 0, 0, batch), slice(both, 0, batch, 2 * batch)];
}

/** G's turn: it learns to make what D takes for real. */
export const generatorTurn: Turn = (game, state, turn, feeds) => {
  const { discriminator, generator, objective } = game;
  const draws = drawsOf(game, turn, feeds);
  const { parameters } = state.generator;
  const opponent = stop(state.discriminator.parameters);
  const fake = generator.network.apply(parameters, draws.latent());
  const loss = objective.generator(discriminator.network.apply(opponent, fake), () =>
    discriminator.network.apply(opponent, draws.real()),
  );
  const [gradient, byFake] = grad(loss, [parameters, fake]);
  return {
    state: { ...state, generator: updated(generator, state.generator, gradient!, feeds) },
    signals: {
      'loss/generator': loss,
      'grad_norm/generator': gradientNorm(gradient!),
      'gradient_share/generator': gradientShare(byFake!),
    },
  };
};

/** Both gradients at the same parameters, then both updates. */
export const simultaneousTurn: Turn = (game, state, turn, feeds) => {
  const d = discriminatorTurn(game, state, `${turn}/discriminator`, feeds);
  const g = generatorTurn(game, state, `${turn}/generator`, feeds);
  return {
    state: { discriminator: d.state.discriminator, generator: g.state.generator },
    signals: { ...d.signals, ...g.signals },
  };
};

function drawsOf({ batch, sample, latent }: Game, turn: string, feeds: Feeds): Draws {
  return {
    real: () => feeds.take({ name: `${turn}/real`, shape: [batch, ...sample], kind: 'real' }),
    latent: () => feeds.take({ name: `${turn}/latent`, shape: [batch, latent], kind: 'normal' }),
    uniform: (part, shape) => feeds.take({ name: `${turn}/${part}`, shape, kind: 'uniform' }),
  };
}

function updated(player: Player, { parameters, optimizer }: PlayerState, gradient: Tensor, feeds: Feeds): PlayerState {
  const clipped = clipGradient(gradient, player.config.optimizer.gradientClip);
  const next = player.optimizer.update(parameters, clipped, optimizer, learningRateOf(player, feeds));
  return { parameters: next.parameters, optimizer: next.state };
}
