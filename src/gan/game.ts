/** The parts of a game as its config describes them, ready to be played. */
import type { PenaltyConfig, ResolvedConfig } from '../config/index.ts';
import { createNetwork, createOptimizer, isConstant, type Network, type Optimizer } from '../nn/index.ts';
import type { Operand, Shape } from '../graph/index.ts';
import type { Feeds, NetworkName } from './feeds.ts';
import { createMechanism, type Mechanism } from './mechanisms/index.ts';
import { objectives, type Objective } from './objectives/index.ts';

export interface Player {
  readonly name: NetworkName;
  readonly network: Network;
  readonly optimizer: Optimizer;
  readonly config: ResolvedConfig[NetworkName];
}

export interface Game {
  readonly generator: Player;
  readonly discriminator: Player;
  readonly objective: Objective;
  readonly penalties: readonly PenaltyConfig[];
  readonly mechanisms: readonly Mechanism[];
  readonly batch: number;
  /** Shape of one sample, and how many normal numbers G starts from. */
  readonly sample: Shape;
  readonly latent: number;
}

/** @param sample shape of one sample of the data */
export function createGame(config: ResolvedConfig, sample: Shape): Game {
  const player = (name: NetworkName, input: Shape): Player => ({
    name,
    network: createNetwork(config[name].layers, input, name),
    optimizer: createOptimizer(config[name].optimizer),
    config: config[name],
  });
  return {
    generator: player('generator', [config.latent]),
    discriminator: player('discriminator', sample),
    objective: objectives[config.objective],
    penalties: config.penalties,
    mechanisms: config.mechanisms.map(createMechanism),
    batch: config.training.batch,
    sample,
    latent: config.latent,
  };
}

/** The learning rate of a player: a number where it never changes, else fed at each step. */
export function learningRateOf({ name, config }: Player, feeds: Feeds): Operand {
  if (isConstant(config.optimizer)) return config.optimizer.learningRate;
  return feeds.take({ name: `learning_rate/${name}`, shape: [], kind: 'learning-rate', network: name });
}
