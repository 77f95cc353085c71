/** The parts of a game as its config describes them, ready to be played. */
import type { OptimizerConfig, PenaltyConfig, ResolvedConfig } from '../config/index.ts';
import { GraphError, reshape, type Operand, type Shape, type Tensor } from '../graph/index.ts';
import { createNetwork, createOptimizer, isConstant, type Optimizer } from '../nn/index.ts';
import { embeddingClasses } from './class-table.ts';
import { conditionalJudge } from './conditions/index.ts';
import { judgeOf, type JudgeNetwork } from './discriminator.ts';
import type { Feeds } from './feeds.ts';
import { createGenerators, type PlayerNetwork } from './generators.ts';
import { PhaseNoise } from './layer-noise.ts';
import { createMechanism, type Mechanism } from './mechanisms/index.ts';
import { createObjective, type Objective } from './objectives/index.ts';
import { constrained } from './penalties/index.ts';
import type { Side } from './state.ts';

export interface Player<Network extends PlayerNetwork = PlayerNetwork> {
  /** `generator`, `discriminator`, or what the mechanism that adds it calls it. */
  readonly name: string;
  /** With whom it moves. */
  readonly side: Side;
  readonly network: Network;
  readonly optimizer: Optimizer;
  readonly settings: OptimizerConfig;
  /** What is kept of its parameters, given what was kept and how they are after an update. */
  readonly average?: (before: Tensor, parameters: Tensor) => Tensor;
  /** What its parameters are put to after an update. */
  readonly constrain?: (parameters: Tensor) => Tensor;
}

export interface Game {
  /** All of them; the two of every game first. */
  readonly players: readonly Player[];
  readonly generator: Player;
  readonly discriminator: Player<JudgeNetwork>;
  readonly objective: Objective;
  /** The config's objective as it is without the mechanisms. */
  readonly plainObjective: Objective;
  readonly penalties: readonly PenaltyConfig[];
  readonly mechanisms: readonly Mechanism[];
  readonly batch: number;
  /** Whether the norm of each layer's gradient is among the signals. */
  readonly layerNorms: boolean;
  /** Shape of one sample, and how many normal numbers G starts from. */
  readonly sample: Shape;
  readonly latent: number;
  /** How many classes both are told of; 0 where they are told of none. */
  readonly classes: number;
  /** What layers that are random in training draw from. */
  readonly noise: PhaseNoise;
  /** How many generators there are, and whether all get the same noise. */
  readonly generators: { readonly count: number; readonly sharedNoise: boolean };
}

/**
 * @param sample shape of one sample of the data
 * @param known how many classes the data has; 0 where it has none
 * @throws GraphError where the game is conditional and there are none (the data says so before)
 */
export function createGame(config: ResolvedConfig, sample: Shape, known: number): Game {
  const { condition } = config;
  const classes = condition === undefined ? 0 : known;
  if (condition !== undefined && classes === 0) {
    throw new GraphError('argument', 'createGame', [sample], 'a conditional game needs data with classes');
  }
  const noise = new PhaseNoise();
  const mechanisms = config.mechanisms.map(createMechanism);
  const plainObjective = createObjective(config.objective);
  const several = mechanisms.find(({ generators }) => generators !== undefined)?.generators;
  const average = mechanisms.find((each) => each.average !== undefined)?.average;
  const generatorFrom = (inputs: number): PlayerNetwork =>
    several === undefined
      ? createNetwork(config.generator.layers, [inputs], 'generator', noise.draw)
      : createGenerators(config.generator.layers, inputs, several.count, several.sharedLayers, noise.draw);
  const network = giving(
    sample,
    condition?.embedding === undefined
      ? generatorFrom(config.latent + classes)
      : embeddingClasses(
          generatorFrom(config.latent + condition.embedding),
          config.latent,
          classes,
          condition.embedding,
        ),
  );
  const generator = {
    ...player('generator', 'generator', network, config.generator.optimizer),
    ...(average !== undefined && { average }),
  };
  const pack = mechanisms.find((each) => each.pack !== undefined)?.pack;
  const judged = [(pack ?? 1) * sample[0]!, ...sample.slice(1)];
  const score = mechanisms.find((each) => each.score !== undefined)?.score;
  const createJudge =
    condition === undefined ? (plainObjective.judge ?? judgeOf) : conditionalJudge(condition, classes);
  const judge = createJudge(config.discriminator.layers, judged, { noise: noise.draw, ...(score && { score }) });
  const discriminator = {
    ...player('discriminator', 'discriminator', judge, config.discriminator.optimizer),
    constrain: (parameters: Tensor) => constrained(config.penalties, parameters),
  };
  const more = mechanisms.flatMap(({ players }) => players?.(config, sample) ?? []);
  return {
    players: [
      generator,
      discriminator,
      ...more.map(({ name, side, layers, input, output, optimizer = config[side].optimizer }) =>
        player(name, side, giving(output, createNetwork(layers, input, name, noise.draw)), optimizer),
      ),
    ],
    generator,
    discriminator,
    objective: mechanisms.reduce((plain, { objective }) => objective?.(plain) ?? plain, plainObjective),
    plainObjective,
    penalties: config.penalties,
    mechanisms,
    batch: config.training.batch,
    layerNorms: config.training.logGradients === true,
    sample,
    latent: config.latent,
    classes,
    noise,
    generators: several ?? { count: 1, sharedNoise: false },
  };
}

/** The network with what comes out for a sample in another shape: a generator may end in a row, D in an image of 1. */
function giving(output: Shape, network: PlayerNetwork): PlayerNetwork {
  const shaped = (x: Tensor): Tensor => reshape(x, [x.shape[0]!, ...output]);
  return {
    ...network,
    apply: (parameters, x) => shaped(network.apply(parameters, x)),
    sample: (parameters, x) => shaped(network.sample(parameters, x)),
  };
}

function player<Network extends PlayerNetwork>(
  name: string,
  side: Side,
  network: Network,
  settings: OptimizerConfig,
): Player<Network> {
  return { name, side, network, settings, optimizer: createOptimizer(settings) };
}

/** The learning rate of a player: a number where it never changes, else fed at each step. */
export function learningRateOf({ name, settings }: Player, feeds: Feeds): Operand {
  if (isConstant(settings)) return settings.learningRate;
  return feeds.take({ name: `learning_rate/${name}`, shape: [], kind: 'learning-rate', optimizer: settings });
}
