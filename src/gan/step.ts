/** The turns of one step in their order. A new order is a line here and in the schema. */
import type { TrainingConfig, UpdateOrder } from '../config/index.ts';
import type { Tensor } from '../graph/index.ts';
import { carried } from '../nn/index.ts';
import type { Feeds } from './feeds.ts';
import type { Game } from './game.ts';
import type { GameState } from './state.ts';
import {
  discriminatorTurn,
  drawsOf,
  generatorTurn,
  simultaneousTurn,
  startOf,
  type Played,
  type Turn,
} from './turns.ts';

/** A part of a step that can be run alone; one after the other they are the step. */
export interface Phase {
  /** E.g. `discriminator[0]`; the names of its draws begin with it. */
  readonly name: string;
  readonly play: Turn;
  /** The name of G's turn, where there is one in it. */
  readonly generatorTurn?: string;
}

const numbered = (count: number, name: string): string[] => Array.from({ length: count }, (_, i) => `${name}[${i}]`);

const discriminators = ({ discriminatorSteps }: TrainingConfig): Phase[] =>
  numbered(discriminatorSteps, 'discriminator').map((name) => ({ name, play: discriminatorTurn }));
const generators = ({ generatorSteps }: TrainingConfig): Phase[] =>
  numbered(generatorSteps, 'generator').map((name) => ({ name, play: generatorTurn, generatorTurn: name }));

const orders: Readonly<Record<UpdateOrder, (training: TrainingConfig) => Phase[]>> = {
  'discriminator-first': (training) => [...discriminators(training), ...generators(training)],
  'generator-first': (training) => [...generators(training), ...discriminators(training)],
  simultaneous: () => [{ name: 'both', play: simultaneousTurn, generatorTurn: 'both/generator' }],
};

export function phasesOf(training: TrainingConfig): Phase[] {
  return orders[training.order](training);
}

/** Plays phases one after the other. A signal that several give is the last one's. */
export function play(phases: readonly Phase[], game: Game, state: GameState, feeds: Feeds): Played {
  return phases.reduce<Played>(
    (sofar, phase) => {
      game.noise.begin(phase.name, feeds);
      const played = phase.play(game, sofar.state, phase.name, feeds);
      const { generatorTurn: turn } = phase;
      const start = turn === undefined ? undefined : startOf(drawsOf(game, turn, feeds));
      const state = settled(game, sofar.state, played.state, start);
      return { state, signals: { ...sofar.signals, ...played.signals } };
    },
    { state, signals: {} },
  );
}

/** After the updates of a phase: what networks carry along without learning it. */
function settled(game: Game, before: GameState, after: GameState, start: Tensor | undefined): GameState {
  const moved = game.players.map(({ name, network }) => {
    const [old, next] = [before[name]!, after[name]!];
    if (next.parameters === old.parameters) return [name, next] as const;
    const batch = name === 'generator' ? start : undefined;
    return [name, { ...next, parameters: carried(network, old.parameters, next.parameters, batch) }] as const;
  });
  return { ...after, ...Object.fromEntries(moved) };
}
