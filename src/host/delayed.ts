/** Something that is done a little later and once, however often it is asked for. */
import type { Disposes } from './disposes.ts';

export class Delayed implements Disposes {
  readonly #action: () => void;
  readonly #delay: number;
  #timer: NodeJS.Timeout | undefined;

  /** @param delay milliseconds from the first asking */
  constructor(delay: number, action: () => void) {
    this.#delay = delay;
    this.#action = action;
  }

  soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#action();
    }, this.#delay);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
