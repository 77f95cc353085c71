/**
 * A step done by hand, phase by phase: each update of a network alone. The phases in their order are the step, so that
 * whoever goes on afterwards goes on with the same numbers.
 */
import type { Numbers } from '../engine/index.ts';
import type { Outputs } from './run-log.ts';
import type { Training } from './training.ts';

export class PhaseStepper {
  readonly #training: Training;
  #done = 0;
  /** Between two phases of a step. */
  #state: Readonly<Record<string, Numbers>> | undefined;
  #outputs: Outputs = {};

  constructor(training: Training) {
    this.#training = training;
  }

  /** The name of the phase that comes next. */
  get next(): string {
    return this.#training.plan.phases[this.#done]!.name;
  }

  /** Some phases of a step are done and others are not. */
  get inStep(): boolean {
    return this.#done > 0;
  }

  /**
   * Plays the next phase.
   * @param step steps done before the one that it is a part of
   * @returns what the step gives, once its last phase is done; undefined before
   */
  async play(step: number): Promise<Outputs | undefined> {
    const { executable, feeder, phase, plan } = this.#training;
    // All phases of a step draw from what the step is fed.
    if (!this.inStep) feeder.fill(step);
    const alone = await phase(this.#done);
    alone.writeState(this.#state ?? executable.readState());
    const made = await alone.step(feeder.arrays);
    this.#state = alone.readState();
    this.#outputs = { ...this.#outputs, ...made };
    this.#done++;
    if (this.#done < plan.phases.length) return undefined;
    const outputs = this.#outputs;
    executable.writeState(this.#state);
    this.#done = 0;
    this.#state = undefined;
    this.#outputs = {};
    return outputs;
  }
}
