/** What a mechanism is: a change of the game itself, at one or more of the places below. */
import type { LayerConfig, OptimizerConfig, ResolvedConfig } from '../../config/index.ts';
import type { Shape, Tensor } from '../../graph/index.ts';
import type { Loss } from '../loss.ts';
import type { Objective } from '../objectives/index.ts';
import type { PlayerState, Side } from '../state.ts';

/** A player beside G and D. */
export interface AddedPlayer {
  /** Its parameters are in the state under this name; lower case, one word. */
  readonly name: string;
  /** It moves in the turns of this side. */
  readonly side: Side;
  readonly layers: readonly LayerConfig[];
  /** Shape of one of its inputs, and of what it makes of it. */
  readonly input: Shape;
  readonly output: Shape;
  /** That of G or D, whose side it is on, where absent. */
  readonly optimizer?: OptimizerConfig;
}

/** What a mechanism can use of a turn. */
export interface Scene {
  /** The turn's batch of real data, [n, ...sample]. */
  readonly real: () => Tensor;
  /** What G makes of the turn's latents, [n, ...sample]. */
  readonly fake: Tensor;
  /**
   * What a player makes of its inputs, [n, ...] each. Held still if it is not on the side whose turn it is: then no
   * gradient runs to its parameters.
   */
  readonly apply: (player: string, x: Tensor) => Tensor;
  /**
   * A batch as any D sees it.
   * @param kind of batch; what is drawn for it is the same in one turn whenever the kind is
   */
  readonly seen: (samples: Tensor, kind: string) => Tensor;
  /** What is played for, as the config has it, without what mechanisms make of it. */
  readonly objective: Objective;
}

/** One of the two for each mechanism. */
export interface FreshNumbers {
  readonly normal: (shape: Shape) => Tensor;
  /** In [0, 1). */
  readonly uniform: (shape: Shape) => Tensor;
}

export interface Mechanism {
  /**
   * The D that G meets in its turn.
   * @param now D and its optimiser as they stand, held still
   * @param learn one simulated update of D on this turn's samples, differentiable also by them
   * @returns D's parameters
   */
  readonly opponent?: (now: PlayerState, learn: (state: PlayerState) => PlayerState) => Tensor;
  /** Several generators, each making an equal part of every batch. */
  readonly generators?: { readonly count: number; readonly sharedLayers: number; readonly sharedNoise: boolean };
  /** Players beside G and D. */
  readonly players?: (config: ResolvedConfig, sample: Shape) => readonly AddedPlayer[];
  /** What the game is played for, in place of the config's objective. It is given what D puts out as it is. */
  readonly objective?: (plain: Objective) => Objective;
  /** How many samples D judges at once. */
  readonly pack?: number;
  /**
   * What D sees of a batch. Packs are made last.
   * @param fresh numbers, once each turn for each kind of batch
   */
  readonly seen?: (samples: Tensor, fresh: FreshNumbers) => Tensor;
  /** What D is asked to tell from real data, in place of what G makes of latents; [n, ...sample]. */
  readonly contender?: (scene: Scene) => Tensor;
  /**
   * What is kept beside G's parameters, [size] as they are, and used for samples. At first it is the same numbers.
   * @param before what was kept
   * @param parameters of G after an update
   */
  readonly average?: (before: Tensor, parameters: Tensor) => Tensor;
  /** D's score of samples, a logit [n, 1], from what it puts out, [n, outputs]. */
  readonly score?: (output: Tensor) => Tensor;
  /** What G's side minimises, given what it would minimise without the mechanism, []. */
  readonly generatorLoss?: (plain: Tensor, scene: Scene) => Loss;
  /** The same of D's side. The log's `loss/discriminator` stays D's own. */
  readonly discriminatorLoss?: (plain: Tensor, scene: Scene) => Loss;
}

/** Makes a mechanism from its part of the config. */
export type CreateMechanism<Config> = (config: Config) => Mechanism;
