/**
 * One turn of a player: a fresh batch, fresh noise, a loss, its gradient, one update. Everything that a turn takes
 * from the other player is held still (`stop`): with the players taking turns, the other's parameters are themselves
 * made from this player's earlier ones, and the gradient must not run back through that.
 */
import { add, concat, grad, mean, reshape, sizeOfShape, stop, type Shape, type Tensor } from '../graph/index.ts';
import { clipGradient, gradientNorm } from '../nn/index.ts';
import { discriminatorLoss } from './discriminator-loss.ts';
import type { Feeds } from './feeds.ts';
import { learningRateOf, type Game, type Player } from './game.ts';
import { gradientShare, type Signals } from './signals.ts';
import type { GameState, PlayerState } from './state.ts';

/** What a turn may draw; each turn of a step has its own. */
export interface Draws {
  /** A fresh batch of real data, [n, ...sample]. */
  real(): Tensor;
  /** Fresh normal numbers for G, [n, latent]; generators that share their noise get the same ones each. */
  latent(): Tensor;
  /** Fresh numbers in [0, 1) for a part of the step that has this name in the config. */
  readonly uniform: (part: string, shape: Shape) => Tensor;
  /** The same of normal numbers. */
  readonly normal: (part: string, shape: Shape) => Tensor;
}

export interface Played {
  readonly state: GameState;
  readonly signals: Signals;
}

/** @param feeds where the draws and learning rates of the whole step are noted */
export type Turn = (game: Game, state: GameState, turn: string, feeds: Feeds) => Played;

/** D's turn: it learns to tell a batch of real data from what G makes now. */
export const discriminatorTurn: Turn = (game, state, turn, feeds) => {
  const { discriminator, generator } = game;
  const draws = drawsOf(game, turn, feeds);
  const { parameters } = state.discriminator;
  const fake = generator.network.apply(stop(state.generator.parameters), draws.latent());
  const batches = { real: seenReal(game, draws), fake: seenBy(game, fake, 'fake', draws) };
  const { loss, scoreReal, scoreFake, penalties } = discriminatorLoss(game, parameters, batches, draws.uniform);
  const [gradient] = grad(loss, [parameters]);
  return {
    state: { ...state, discriminator: updated(discriminator, state.discriminator, gradient!, feeds) },
    signals: {
      'loss/discriminator': loss,
      'score/real': mean(scoreReal),
      'score/fake': mean(scoreFake),
      'grad_norm/discriminator': gradientNorm(gradient!),
      ...Object.fromEntries(penalties.map(({ type, term }) => [`penalty/${type}`, term])),
    },
  };
};

/** G's turn: it learns to make what D takes for real. */
export const generatorTurn: Turn = (game, state, turn, feeds) => {
  const { discriminator, generator, objective } = game;
  const draws = drawsOf(game, turn, feeds);
  const { parameters } = state.generator;
  const fake = generator.network.apply(parameters, draws.latent());
  const seen = seenBy(game, fake, 'fake', draws);
  const opponent = opponentOf(game, state.discriminator, seen, draws, feeds);
  const won = objective.generator(discriminator.network.apply(opponent, seen), () =>
    discriminator.network.apply(opponent, seenReal(game, draws)),
  );
  const terms = game.mechanisms.flatMap(({ generatorTerm }) => generatorTerm?.(fake) ?? []);
  const loss = terms.reduce((sum, { term }) => add(sum, term), won);
  const [gradient, byFake] = grad(loss, [parameters, fake]);
  return {
    state: { ...state, generator: updated(generator, state.generator, gradient!, feeds) },
    signals: {
      'loss/generator': loss,
      'grad_norm/generator': gradientNorm(gradient!),
      'gradient_share/generator': gradientShare(byFake!),
      ...Object.fromEntries(terms.map(({ tag, term }) => [tag, term])),
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

/** A batch as D sees it. */
function seenBy({ mechanisms }: Game, samples: Tensor, kind: 'real' | 'fake', draws: Draws): Tensor {
  return mechanisms.reduce((batch, { seen }, position) => {
    const normal = (shape: Shape): Tensor => draws.normal(`mechanisms[${position}]/${kind}`, shape);
    return seen?.(batch, normal) ?? batch;
  }, samples);
}

function seenReal(game: Game, draws: Draws): Tensor {
  return seenBy(game, draws.real(), 'real', draws);
}

/** The parameters of the D that G meets: those of now, unless a mechanism looks ahead. */
function opponentOf(game: Game, state: PlayerState, fake: Tensor, draws: Draws, feeds: Feeds): Tensor {
  const now: PlayerState = {
    parameters: stop(state.parameters),
    optimizer: Object.fromEntries(Object.entries(state.optimizer).map(([slot, tensor]) => [slot, stop(tensor)])),
  };
  const ahead = game.mechanisms.find(({ opponent }) => opponent !== undefined)?.opponent;
  if (ahead === undefined) return now.parameters;
  return ahead(now, (before) => {
    const batches = { real: again(seenReal(game, draws)), fake: again(fake) };
    const { loss } = discriminatorLoss(game, before.parameters, batches, draws.uniform);
    const [gradient] = grad(loss, [before.parameters]);
    return updated(game.discriminator, before, gradient!, feeds);
  });
}

/**
 * The same numbers as a tensor of its own. From the second simulated update on, D's parameters are made from the
 * samples; a penalty's gradient by samples is one at given parameters and must not run back through those.
 */
function again(samples: Tensor): Tensor {
  return reshape(reshape(samples, [1, sizeOfShape(samples.shape)]), samples.shape);
}

function drawsOf({ batch, sample, latent, generators }: Game, turn: string, feeds: Feeds): Draws {
  const copies = generators.sharedNoise ? generators.count : 1;
  return {
    real: () => feeds.take({ name: `${turn}/real`, shape: [batch, ...sample], kind: 'real' }),
    latent: () => {
      const drawn = feeds.take({ name: `${turn}/latent`, shape: [batch / copies, latent], kind: 'normal' });
      return concat(new Array<Tensor>(copies).fill(drawn), 0);
    },
    uniform: (part, shape) => feeds.take({ name: `${turn}/${part}`, shape, kind: 'uniform' }),
    normal: (part, shape) => feeds.take({ name: `${turn}/${part}`, shape, kind: 'normal' }),
  };
}

function updated(player: Player, { parameters, optimizer }: PlayerState, gradient: Tensor, feeds: Feeds): PlayerState {
  const clipped = clipGradient(gradient, player.config.optimizer.gradientClip);
  const next = player.optimizer.update(parameters, clipped, optimizer, learningRateOf(player, feeds));
  return { parameters: next.parameters, optimizer: next.state };
}
