/**
 * Messages on their way to the page, never more than it takes. What is sent goes through VS Code's window, which on a
 * busy machine takes a few dozen messages a second; each one more would make everything wait, that of other extensions
 * included. So the next lot goes when the last one has arrived, and what came meanwhile is made one.
 */
import type { HistoryUpdate, SampleUpdate, ScalarUpdate, SharesUpdate, ToPage } from '../protocol/index.ts';

/** Resolves when the message has arrived, to whatever. */
export type Send = (message: ToPage) => PromiseLike<unknown>;

export class Outbox {
  readonly #send: Send;
  #waiting: ToPage[] = [];
  #onTheWay = false;

  constructor(send: Send) {
    this.#send = send;
  }

  post(message: ToPage): void {
    this.#waiting = added(this.#waiting, message);
    if (!this.#onTheWay) void this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    this.#onTheWay = true;
    try {
      while (this.#waiting.length > 0) {
        const lot = this.#waiting;
        this.#waiting = [];
        // Whether a page was there to take them does not matter: one that comes back is filled anew.
        await Promise.allSettled(lot.map((message) => this.#send(message)));
      }
    } finally {
      this.#onTheWay = false;
    }
  }
}

/** The messages with one more, where that makes an earlier one needless without it. */
function added(messages: readonly ToPage[], message: ToPage): ToPage[] {
  if (message.type === 'show' || message.type === 'compare' || message.type === 'nothing-to-show') return [message];
  const index = messages.findLastIndex((other) => isOfKind(other, message));
  const earlier = messages[index];
  if (earlier === undefined) return [...messages, message];
  const both = merged(earlier as AboutRun, message);
  return both === undefined ? [...messages, message] : messages.with(index, both);
}

/** Whether the later of the two may stand for both. */
function isOfKind(other: ToPage, message: ToPage): boolean {
  if (other.type === 'mosaic' && message.type === 'mosaic') return other.shows === message.shows;
  // Where runs are compared, messages about several are on their way.
  return other.type === message.type && runOf(other) === runOf(message);
}

function runOf(message: ToPage): string | undefined {
  return 'run' in message ? message.run : undefined;
}

type AboutRun = Exclude<ToPage, { type: 'show' | 'compare' | 'nothing-to-show' }>;

/** One message that says what both do, where there is one. Both have the same type. */
function merged(earlier: AboutRun, message: AboutRun): AboutRun | undefined {
  if (earlier.run !== message.run) return undefined;
  if (message.type === 'scalars') return mergedScalars(earlier as ScalarUpdate, message);
  if (message.type === 'samples') return mergedSamples(earlier as SampleUpdate, message);
  if (message.type === 'history') return mergedHistory(earlier as HistoryUpdate, message);
  if (message.type === 'shares') return mergedShares(earlier as SharesUpdate, message);
  return message;
}

function mergedHistory(earlier: HistoryUpdate, message: HistoryUpdate): HistoryUpdate {
  if (message.reset) return message;
  return { ...earlier, steps: concatenated(earlier.steps, message.steps) };
}

function mergedShares(earlier: SharesUpdate, message: SharesUpdate): SharesUpdate {
  if (message.reset) return message;
  const steps = concatenated(earlier.steps, message.steps);
  const shares = new Float32Array(earlier.shares.length + message.shares.length);
  shares.set(earlier.shares);
  shares.set(message.shares, earlier.shares.length);
  return { ...earlier, steps, shares };
}

function mergedSamples({ real }: SampleUpdate, message: SampleUpdate): SampleUpdate {
  return message.real === undefined && real !== undefined ? { ...message, real } : message;
}

function mergedScalars(earlier: ScalarUpdate, message: ScalarUpdate): ScalarUpdate | undefined {
  // What these forget is what was sent before them.
  if (message.reset || message.voidFrom !== undefined) return undefined;
  const series = new Map(earlier.series.map((each) => [each.tag, each]));
  for (const { tag, steps, values } of message.series) {
    const before = series.get(tag);
    series.set(tag, before === undefined ? { tag, steps, values } : joined(before, { tag, steps, values }));
  }
  return { ...earlier, series: [...series.values()] };
}

type Series = ScalarUpdate['series'][number];

function concatenated(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function joined(a: Series, b: Series): Series {
  const steps = concatenated(a.steps, b.steps);
  const values = new Float32Array(a.values.length + b.values.length);
  values.set(a.values);
  values.set(b.values, a.values.length);
  return steps.length > mostWaiting ? thinned({ tag: a.tag, steps, values }) : { tag: a.tag, steps, values };
}

/** Points of a series that wait at most: a page that takes nothing for long gets the extremes of what it missed. */
export const mostWaiting = 2 ** 16;

/** Half of the points: of each four the lowest and the highest, and what is no number before both. */
function thinned({ tag, steps, values }: Series): Series {
  const kept: number[] = [];
  for (let from = 0; from < steps.length; from += 4) {
    const group = Array.from({ length: Math.min(4, steps.length - from) }, (_, i) => from + i);
    const height = (index: number): number =>
      Number.isNaN(values[index]!) ? Number.POSITIVE_INFINITY : values[index]!;
    const rising = group.toSorted((a, b) => height(a) - height(b));
    kept.push(...new Set([rising[0]!, rising.at(-1)!].sort((a, b) => a - b)));
  }
  return { tag, steps: Float64Array.from(kept, (i) => steps[i]!), values: Float32Array.from(kept, (i) => values[i]!) };
}
