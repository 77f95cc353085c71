/**
 * Nothing has been logged for many times the usual interval. The one rule about what is not in the log: it needs a
 * clock, so it is asked when a live log is looked at, and never of a log that is read once.
 */
import type { LogEvent } from '../../events/index.ts';
import { median } from '../../metrics/index.ts';
import type { Evidence } from '../../protocol/index.ts';
import { stalled as limits } from '../thresholds.ts';

/** A finding of this rule, without what the run adds to it. */
export interface Stall {
  /** The last step that was logged. */
  readonly step: number;
  readonly evidence: Evidence;
}

export class StallWatch {
  #intervals: number[] = [];
  #lastWall: number | undefined;
  #lastStep = 0;
  /** By the watcher's own clock: the writer's may be another machine's. */
  #seenAt: number | undefined;

  /** A record was read. @param now seconds by the watcher's clock; undefined for what was there before the watcher */
  note({ wallTime, step }: LogEvent, now: number | undefined): void {
    if (this.#lastWall !== undefined && wallTime > this.#lastWall) {
      this.#intervals.push(wallTime - this.#lastWall);
      if (this.#intervals.length > limits.window) this.#intervals.shift();
    }
    this.#lastWall = wallTime;
    this.#lastStep = step;
    this.#seenAt = now ?? this.#seenAt;
  }

  /**
   * The stall as it is at `now`, if it is one. Never of a log to which nothing has been seen to arrive: it may have
   * been finished for long.
   * @param threshold intervals that are too many
   */
  at(now: number, threshold: number = limits.intervals): Stall | undefined {
    if (this.#seenAt === undefined || this.#intervals.length < limits.fewest) return undefined;
    const usual = median(this.#intervals);
    const silent = now - this.#seenAt;
    if (silent < limits.seconds || silent < threshold * usual) return undefined;
    const value = Math.floor(silent / Math.max(usual, Number.MIN_VALUE));
    return {
      step: this.#lastStep,
      evidence: { measurements: [{ name: 'steps-without-events', value, threshold }] },
    };
  }
}
