/** From a config to programs: the step as a whole, its phases, and the generator alone. */
import type { OptimizerConfig, ResolvedConfig } from '../config/index.ts';
import { concat, input, program, sizeOfShape, type Program, type Shape, type Tensor } from '../graph/index.ts';
import type { ParameterSlice, Random, SampleShape } from '../nn/index.ts';
import { Feeds, type Feed } from './feeds.ts';
import { createGame, type Game, type Player } from './game.ts';
import type { GameState, PlayerState, Side } from './state.ts';
import { rowsOf, type Rows } from './generators.ts';
import { phasesOf, play, type Phase } from './step.ts';

export interface PhaseProgram {
  readonly name: string;
  /** Has the state of the whole step; what the phase leaves alone is its own successor. */
  readonly program: Program;
}

export interface StepPlan {
  /** One training step. Its outputs are named by the log's tags: `loss/discriminator`, ... */
  readonly whole: Program;
  /** In this order the same as `whole`. */
  readonly phases: readonly PhaseProgram[];
  /** What has to be put into each input of `whole` (and of the phases, whose inputs are among these). */
  readonly feeds: readonly Feed[];
  /** The state slots that hold all parameters of each player. */
  readonly parameters: Readonly<Record<Side, string> & Record<string, string>>;
  /** Where the learned tensors of each player lie in its parameters. */
  readonly slices: Readonly<Record<string, readonly ParameterSlice[]>>;
  /** The optimiser's settings of each player. */
  readonly optimizers: Readonly<Record<Side, OptimizerConfig> & Record<string, OptimizerConfig>>;
  /** The state before the first step, the same numbers for every engine. */
  initialState(random: Random): Record<string, Float64Array>;
  /**
   * The generator alone: from `latent` [count, latent], and `labels` [count, classes], one-hot, where it is told the
   * class of each sample, to the output `samples` [count, ...]. Its state is a part of the step's, by the same names; where an average of its parameters is kept, it is made with that.
   */
  generate(count: number): Program;
  /**
   * D alone, as it is once trained: from `samples` [count, ...sample] to the output `score` [count, 1], a logit with most
   * objectives. Its state is a part of the step's, by the same names. Undefined where D gives no score to a sample by
   * itself: it is told a class, sees several at a time, or its layers look at the whole batch.
   */
  judge(count: number): Program | undefined;
  /** How many classes the networks are told of; 0 where they are told of none. */
  readonly classes: number;
  /** Which rows of `count` samples each generator makes; one entry where there is one generator. */
  rowsOf(count: number): Rows[];
}

const parametersOf = (name: string): string => `${name}/parameters`;
const averageOf = (name: string): string => `${name}/average`;
const optimizerSlotOf = (name: string, slot: string): string => `${name}/optimizer/${slot}`;

/**
 * @param config whose shapes fit (src/check)
 * @param data the shape of one sample of it, and its classes
 * @throws GraphError where the shapes do not fit after all
 */
export function planStep(
  config: ResolvedConfig,
  { shape, classes }: { readonly shape: SampleShape; readonly classes?: { readonly names: readonly string[] } },
): StepPlan {
  const game = createGame(config, shape, classes?.names.length ?? 0);
  const phases = phasesOf(config.training);
  const whole = trace(game, phases);
  return {
    whole: whole.program,
    phases: phases.map((phase) => ({ name: phase.name, program: trace(game, [phase]).program })),
    feeds: whole.feeds,
    parameters: ofEach(game, ({ name }) => parametersOf(name)),
    slices: ofEach(game, ({ network }) => network.slices),
    optimizers: ofEach(game, ({ settings }) => settings),
    initialState: (random) => initialState(game, random),
    generate: (count) => generate(game, count),
    judge: (count) => judge(game, count),
    classes: game.classes,
    rowsOf: (count) => rowsOf(game.generators.count, count),
  };
}

/** Which inputs a step has is known once it was played; so it is played first, with leaves of the names to come. */
function trace(game: Game, phases: readonly Phase[]): { program: Program; feeds: readonly Feed[] } {
  const feeds = new Feeds();
  const state = stateSlots(game);
  const leaves = Object.fromEntries(Object.entries(state).map(([name, shape]) => [name, input(name, shape)]));
  const played = play(phases, game, structured(game, leaves), feeds);
  const inputs = Object.fromEntries(feeds.list.map(({ name, shape }) => [name, shape]));
  const made = { state: flat(played.state), outputs: played.signals };
  return { program: program({ inputs, state }, () => made), feeds: feeds.list };
}

function generate({ generator, latent, classes }: Game, count: number): Program {
  const { network, average } = generator;
  const name = average === undefined ? parametersOf('generator') : averageOf('generator');
  const inputs: Record<string, Shape> = {
    latent: [count, latent],
    ...(classes > 0 && { labels: [count, classes] }),
  };
  return program({ inputs, state: { [name]: [network.size] } }, (given, state) => {
    const start = classes === 0 ? given['latent']! : concat([given['latent']!, given['labels']!], 1);
    return { state, outputs: { samples: network.sample(state[name]!, start) } };
  });
}

function judge({ discriminator, classes, mechanisms, sample }: Game, count: number): Program | undefined {
  const { network } = discriminator;
  const alone = classes === 0 && mechanisms.every(({ pack }) => pack === undefined);
  if (!alone || network.rate === undefined) return undefined;
  const rate = network.rate.bind(network);
  const name = parametersOf('discriminator');
  return program({ inputs: { samples: [count, ...sample] }, state: { [name]: [network.size] } }, (given, state) => ({
    state,
    outputs: { score: rate(state[name]!, given['samples']) },
  }));
}

/** Something of each player, by its name. */
function ofEach<T>({ players }: Game, of: (player: Player) => T): Record<Side, T> & Record<string, T> {
  return Object.fromEntries(players.map((each) => [each.name, of(each)])) as Record<Side, T> & Record<string, T>;
}

function initialState(game: Game, random: Random): Record<string, Float64Array> {
  const state = Object.entries(stateSlots(game)).map(([name, shape]) => [name, new Float64Array(sizeOfShape(shape))]);
  const parameters = game.players.flatMap(({ name, network, average }) => {
    const initial = network.initial(random.split(name));
    const kept = average === undefined ? [] : [[averageOf(name), initial.slice()] as const];
    return [[parametersOf(name), initial] as const, ...kept];
  });
  return Object.fromEntries([...state, ...parameters]) as Record<string, Float64Array>;
}

function stateSlots({ players }: Game): Record<string, Shape> {
  return Object.fromEntries(
    players.flatMap(({ name, network, optimizer, average }) => {
      const own = Object.entries(optimizer.slots(network.size));
      return [
        [parametersOf(name), [network.size]] as const,
        ...(average === undefined ? [] : [[averageOf(name), [network.size]] as const]),
        ...own.map(([slot, shape]) => [optimizerSlotOf(name, slot), shape] as const),
      ];
    }),
  );
}

function structured(game: Game, leaves: Readonly<Record<string, Tensor>>): GameState {
  return ofEach(game, ({ name, network, optimizer, average }): PlayerState => {
    const slots = Object.keys(optimizer.slots(network.size));
    return {
      parameters: leaves[parametersOf(name)]!,
      ...(average !== undefined && { average: leaves[averageOf(name)]! }),
      optimizer: Object.fromEntries(slots.map((slot) => [slot, leaves[optimizerSlotOf(name, slot)]!])),
    };
  });
}

function flat(state: GameState): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(state).flatMap(([name, { parameters, optimizer, average }]) => {
      const own = Object.entries(optimizer).map(([slot, tensor]) => [optimizerSlotOf(name, slot), tensor] as const);
      const kept = average === undefined ? [] : [[averageOf(name), average] as const];
      return [[parametersOf(name), parameters] as const, ...kept, ...own];
    }),
  );
}
