/** The turns of one step in their order. A new order is a line here and in the schema. */
import type { TrainingConfig, UpdateOrder } from '../config/index.ts';
import type { Feeds } from './feeds.ts';
import type { Game } from './game.ts';
import type { GameState } from './state.ts';
import { discriminatorTurn, generatorTurn, simultaneousTurn, type Played, type Turn } from './turns.ts';

/** A part of a step that can be run alone; one after the other they are the step. */
export interface Phase {
  /** E.g. `discriminator[0]`; the names of its draws begin with it. */
  readonly name: string;
  readonly play: Turn;
}

const times = (count: number, name: string, play: Turn): Phase[] =>
  Array.from({ length: count }, (_, i) => ({ name: `${name}[${i}]`, play }));

const discriminators = ({ discriminatorSteps }: TrainingConfig): Phase[] =>
  times(discriminatorSteps, 'discriminator', discriminatorTurn);
const generators = ({ generatorSteps }: TrainingConfig): Phase[] => times(generatorSteps, 'generator', generatorTurn);

const orders: Readonly<Record<UpdateOrder, (training: TrainingConfig) => Phase[]>> = {
  'discriminator-first': (training) => [...discriminators(training), ...generators(training)],
  'generator-first': (training) => [...generators(training), ...discriminators(training)],
  simultaneous: () => [{ name: 'both', play: simultaneousTurn }],
};

export function phasesOf(training: TrainingConfig): Phase[] {
  return orders[training.order](training);
}

/** Plays phases one after the other. A signal that several give is the last one's. */
export function play(phases: readonly Phase[], game: Game, state: GameState, feeds: Feeds): Played {
  return phases.reduce<Played>(
    (sofar, phase) => {
      const played = phase.play(game, sofar.state, phase.name, feeds);
      return { state: played.state, signals: { ...sofar.signals, ...played.signals } };
    },
    { state, signals: {} },
  );
}
