/** How fast it goes and how long it will take. */

export interface Progress {
  readonly stepsPerSecond: number;
  readonly secondsLeft: number;
}

/** Less than this says more about chance than about speed. */
const shortest = 1000;

export class Pace {
  readonly #clock: () => number;
  readonly #steps: number;
  #time: number;
  #step: number;

  /**
   * @param clock milliseconds that only ever grow
   * @param step steps done before
   * @param steps length of the run
   */
  constructor(clock: () => number, step: number, steps: number) {
    this.#clock = clock;
    this.#steps = steps;
    this.#time = clock();
    this.#step = step;
  }

  /** Since the last answer; undefined while that is less than a second ago, unless it is the last step. */
  progress(step: number): Progress | undefined {
    const now = this.#clock();
    const passed = now - this.#time;
    if (step === this.#step || passed <= 0 || (passed < shortest && step < this.#steps)) return undefined;
    const stepsPerSecond = ((step - this.#step) * 1000) / passed;
    this.restart(step);
    return { stepsPerSecond, secondsLeft: (this.#steps - step) / stepsPerSecond };
  }

  /** Time before now does not count: there was a pause. */
  restart(step: number): void {
    this.#time = this.#clock();
    this.#step = step;
  }
}
