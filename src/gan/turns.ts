/**
 * One turn of a side: a fresh batch, fresh noise, a loss, its gradient, one update of each of its players. Everything
 * that a turn takes from the other side is held still (`stop`): with the sides taking turns, the other's parameters are
 * themselves made from this side's earlier ones, and the gradient must not run back through that.
 */
import { concat, grad, mean, reshape, sizeOfShape, slice, stop, type Shape, type Tensor } from '../graph/index.ts';
import { clipGradient, gradientNorm } from '../nn/index.ts';
import { discriminatorLoss, type Noise } from './discriminator-loss.ts';
import type { Verdict } from './discriminator.ts';
import type { Feeds } from './feeds.ts';
import { learningRateOf, type Game, type Player } from './game.ts';
import type { Loss } from './loss.ts';
import type { Scene } from './mechanisms/index.ts';
import { gradientShare, type Signals } from './signals.ts';
import type { GameState, PlayerState, Side } from './state.ts';

/** What a turn may draw; each turn of a step has its own. */
export interface Draws extends Noise {
  /** A fresh batch of real data, [n, ...sample]. */
  readonly real: () => Tensor;
  /** Fresh normal numbers for G, [n, latent]; generators that share their noise get the same ones each. */
  readonly latent: () => Tensor;
  /** The classes of the turn's samples, real and generated, one-hot, [n, classes]; only where the game is conditional. */
  readonly labels?: Tensor;
}

export interface Played {
  readonly state: GameState;
  readonly signals: Signals;
}

/** @param feeds where the draws and learning rates of the whole step are noted */
export type Turn = (game: Game, state: GameState, turn: string, feeds: Feeds) => Played;

/** D's turn: it learns to tell a batch of real data from what G makes now. */
export const discriminatorTurn: Turn = (game, state, turn, feeds) => {
  const draws = drawsOf(game, turn, feeds);
  const scene = sceneOf(game, state, 'discriminator', draws);
  const batches = {
    real: scene.seen(scene.real(), 'real'),
    fake: scene.seen(contenderOf(game, scene), 'fake'),
    ...classesOf(draws),
  };
  const { parameters } = state.discriminator;
  const own = discriminatorLoss(game, parameters, batches, draws);
  const { loss, signals } = game.mechanisms.reduce<Loss>(
    (sofar, mechanism) => extended(sofar, mechanism.discriminatorLoss?.(sofar.loss, scene)),
    { loss: own.loss, signals: {} },
  );
  const moved = sideMoved(game, state, 'discriminator', loss, feeds);
  return {
    state: moved.state,
    signals: {
      'loss/discriminator': own.loss,
      'score/real': mean(own.scoreReal),
      'score/fake': mean(own.scoreFake),
      ...moved.signals,
      ...Object.fromEntries(own.penalties.map(({ type, term }) => [`penalty/${type}`, term])),
      ...signals,
    },
  };
};

/** G's turn: it learns to make what D takes for real. */
export const generatorTurn: Turn = (game, state, turn, feeds) => {
  const { objective } = game;
  const draws = drawsOf(game, turn, feeds);
  const scene = sceneOf(game, state, 'generator', draws);
  const seen = scene.seen(contenderOf(game, scene), 'fake');
  const opponent = opponentOf(game, state.discriminator, seen, scene, draws, feeds);
  const judge = (samples: Tensor, kind: string): Verdict =>
    game.discriminator.network.judge(opponent, samples, {
      normal: (shape) => draws.normal(`objective/${kind}`, shape),
      ...classesOf(draws),
    });
  const verdict = judge(seen, 'fake');
  const won = objective.generator(verdict.output, () => judge(scene.seen(scene.real(), 'real'), 'real').output);
  const own = objective.generatorLoss?.(won, verdict) ?? { loss: won, signals: {} };
  const { loss, signals } = game.mechanisms.reduce<Loss>(
    (sofar, mechanism) => extended(sofar, mechanism.generatorLoss?.(sofar.loss, scene)),
    own,
  );
  const moved = sideMoved(game, state, 'generator', loss, feeds);
  const [byFake] = grad(loss, [scene.fake]);
  return {
    state: moved.state,
    signals: {
      'loss/generator': loss,
      ...moved.signals,
      'gradient_share/generator': gradientShare(byFake!),
      ...signals,
    },
  };
};

/** Both gradients at the same parameters, then both updates. */
export const simultaneousTurn: Turn = (game, state, turn, feeds) => {
  const d = discriminatorTurn(game, state, `${turn}/discriminator`, feeds);
  const g = generatorTurn(game, state, `${turn}/generator`, feeds);
  const moved = game.players.map(({ name, side }) => [name, (side === 'generator' ? g : d).state[name]!] as const);
  return {
    state: { ...state, ...Object.fromEntries(moved) },
    signals: { ...d.signals, ...g.signals },
  };
};

function extended(sofar: Loss, more: Loss | undefined): Loss {
  return more === undefined ? sofar : { loss: more.loss, signals: { ...sofar.signals, ...more.signals } };
}

function sceneOf(game: Game, state: GameState, side: Side, draws: Draws): Scene {
  const apply = (name: string, x: Tensor): Tensor => {
    const player = game.players.find((each) => each.name === name)!;
    const { parameters } = state[name]!;
    return player.network.apply(player.side === side ? parameters : stop(parameters), x);
  };
  return {
    real: draws.real,
    fake: apply('generator', startOf(draws)),
    apply,
    seen: (samples, kind) => seenBy(game, samples, kind, draws),
    objective: game.plainObjective,
  };
}

/** What D is asked to tell from real data. */
function contenderOf({ mechanisms }: Game, scene: Scene): Tensor {
  return mechanisms.find(({ contender }) => contender !== undefined)?.contender?.(scene) ?? scene.fake;
}

/** A batch as D sees it. */
function seenBy({ mechanisms }: Game, samples: Tensor, kind: string, draws: Draws): Tensor {
  const placed = mechanisms.map((mechanism, position) => ({ mechanism, part: `mechanisms[${position}]/${kind}` }));
  const packsLast = placed.toSorted((a, b) => (a.mechanism.pack ?? 1) - (b.mechanism.pack ?? 1));
  return packsLast.reduce((batch, { mechanism: { seen }, part }) => {
    const normal = (shape: Shape): Tensor => draws.normal(part, shape);
    const uniform = (shape: Shape): Tensor => draws.uniform(part, shape);
    return seen?.(batch, { normal, uniform }) ?? batch;
  }, samples);
}

/** The parameters of the D that G meets: those of now, unless a mechanism looks ahead. */
function opponentOf(game: Game, state: PlayerState, fake: Tensor, scene: Scene, draws: Draws, feeds: Feeds): Tensor {
  const now: PlayerState = {
    parameters: stop(state.parameters),
    optimizer: Object.fromEntries(Object.entries(state.optimizer).map(([slot, tensor]) => [slot, stop(tensor)])),
  };
  const ahead = game.mechanisms.find(({ opponent }) => opponent !== undefined)?.opponent;
  if (ahead === undefined) return now.parameters;
  return ahead(now, (before) => {
    const batches = { real: again(scene.seen(scene.real(), 'real')), fake: again(fake), ...classesOf(draws) };
    const { loss } = discriminatorLoss(game, before.parameters, batches, draws);
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

/** What G starts from: latents, and the classes beside them. */
export function startOf({ latent, labels }: Draws): Tensor {
  return labels === undefined ? latent() : concat([latent(), labels], 1);
}

function classesOf({ labels }: Draws): { readonly labels?: Tensor } {
  return labels === undefined ? {} : { labels };
}

export function drawsOf({ batch, sample, latent, classes, generators }: Game, turn: string, feeds: Feeds): Draws {
  const copies = generators.sharedNoise ? generators.count : 1;
  const real = `${turn}/real`;
  return {
    real: () => feeds.take({ name: real, shape: [batch, ...sample], kind: 'real' }),
    ...(classes > 0 && {
      labels: feeds.take({ name: `${turn}/labels`, shape: [batch, classes], kind: 'labels', batch: real }),
    }),
    latent: () => {
      const drawn = feeds.take({ name: `${turn}/latent`, shape: [batch / copies, latent], kind: 'normal' });
      return concat(new Array<Tensor>(copies).fill(drawn), 0);
    },
    uniform: (part, shape) => feeds.take({ name: `${turn}/${part}`, shape, kind: 'uniform' }),
    normal: (part, shape) => feeds.take({ name: `${turn}/${part}`, shape, kind: 'normal' }),
  };
}

/** One update of all players of a side, down the same loss. */
function sideMoved(game: Game, state: GameState, side: Side, loss: Tensor, feeds: Feeds): Played {
  const players = game.players.filter((player) => player.side === side);
  const gradients = grad(
    loss,
    players.map(({ name }) => state[name]!.parameters),
  );
  const moved = players.map((player, i) => {
    const { name } = player;
    return [name, updated(player, state[name]!, gradients[i]!, feeds)] as const;
  });
  return {
    state: { ...state, ...Object.fromEntries(moved) },
    signals: Object.fromEntries(
      players.flatMap((player, i) => [
        [`grad_norm/${player.name}`, gradientNorm(gradients[i]!)] as const,
        ...(game.layerNorms ? layerNorms(player, gradients[i]!) : []),
      ]),
    ),
  };
}

/** The norm of the gradient of each layer that learns, by its place in the config. */
function layerNorms({ name, network }: Player, gradient: Tensor): (readonly [string, Tensor])[] {
  const layers = new Map<string, Tensor[]>();
  for (const { name: parameter, start, end } of network.slices) {
    const place = parameter.slice(0, Math.max(0, parameter.lastIndexOf('.')));
    layers.set(place, [...(layers.get(place) ?? []), slice(gradient, 0, start, end)]);
  }
  return [...layers].map(([place, parts]) => {
    const whole = parts.length === 1 ? parts[0]! : concat(parts, 0);
    return [`gradient_norm/${place === '' ? name : `${name}.${place}`}`, gradientNorm(whole)] as const;
  });
}

function updated(player: Player, state: PlayerState, gradient: Tensor, feeds: Feeds): PlayerState {
  const clipped = clipGradient(gradient, player.settings.gradientClip);
  const rate = learningRateOf(player, feeds);
  const next = player.optimizer.update(state.parameters, clipped, state.optimizer, rate);
  const parameters = player.constrain?.(next.parameters) ?? next.parameters;
  const { average } = state;
  return {
    parameters,
    optimizer: next.state,
    ...(average !== undefined && { average: player.average!(average, parameters) }),
  };
}
