/** The parts of a game as its config describes them, ready to be played. */
import type { PenaltyConfig, ResolvedConfig } from '../config/index.ts';
import { createNetwork, createOptimizer, isConstant, type Optimizer } from '../nn/index.ts';
import { reshape, sizeOfShape, type Operand, type Shape, type Tensor } from '../graph/index.ts';
import type { Feeds, NetworkName } from './feeds.ts';
import { createGenerators, type PlayerNetwork } from './generators.ts';
import { createMechanism, type Mechanism } from './mechanisms/index.ts';
import { objectives, type Objective } from './objectives/index.ts';

export interface Player {
  readonly name: NetworkName;
  readonly network: PlayerNetwork;
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
  /** How many generators there are, and whether all get the same noise. */
  readonly generators: { readonly count: number; readonly sharedNoise: boolean };
  /** D's score of samples, a logit [n, 1], from what it puts out. */
  readonly score: (output: Tensor) => Tensor;
}

/** @param sample shape of one sample of the data */
export function createGame(config: ResolvedConfig, sample: Shape): Game {
  const mechanisms = config.mechanisms.map(createMechanism);
  const player = (name: NetworkName, network: PlayerNetwork): Player => ({
    name,
    network,
    optimizer: createOptimizer(config[name].optimizer),
    config: config[name],
  });
  const pack = mechanisms.find((each) => each.pack !== undefined)?.pack;
  const judged = [(pack ?? 1) * sample[0]!, ...sample.slice(1)];
  const several = mechanisms.find(({ generators }) => generators !== undefined)?.generators;
  const { layers } = config.generator;
  const generator =
    several === undefined
      ? createNetwork(layers, [config.latent], 'generator')
      : createGenerators(layers, config.latent, several.count, several.sharedLayers);
  const discriminator = createNetwork(config.discriminator.layers, judged, 'discriminator');
  const outputs = sizeOfShape(discriminator.output);
  return {
    generator: player('generator', giving(sample, generator)),
    discriminator: player('discriminator', giving([outputs], discriminator)),
    objective: mechanisms.reduce((plain, { objective }) => objective?.(plain) ?? plain, objectives[config.objective]),
    penalties: config.penalties,
    mechanisms,
    batch: config.training.batch,
    sample,
    latent: config.latent,
    generators: several ?? { count: 1, sharedNoise: false },
    score: mechanisms.find(({ score }) => score !== undefined)?.score ?? ((output) => output),
  };
}

/** The network with what comes out for a sample in another shape: a generator may end in a row, D in an image of 1. */
function giving(output: Shape, network: PlayerNetwork): PlayerNetwork {
  return {
    ...network,
    apply: (parameters, x) => reshape(network.apply(parameters, x), [x.shape[0]!, ...output]),
  };
}

/** The learning rate of a player: a number where it never changes, else fed at each step. */
export function learningRateOf({ name, config }: Player, feeds: Feeds): Operand {
  if (isConstant(config.optimizer)) return config.optimizer.learningRate;
  return feeds.take({ name: `learning_rate/${name}`, shape: [], kind: 'learning-rate', network: name });
}
