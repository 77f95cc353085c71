/** When things are drawn: canvases at most once per frame, text no more often than it can be read. */

/** Least milliseconds between two changes of numbers in running text. */
const textEvery = 120;

export class Frames {
  readonly #draw = new Set<() => void>();
  readonly #text = new Set<() => void>();
  readonly #after = new Set<() => void>();
  #requested = false;
  #textWanted = false;
  #textNow = false;
  #lastText = Number.NEGATIVE_INFINITY;

  /** Called in each frame in which something is to be drawn. Returns what takes it off again. */
  onDraw(listener: () => void): () => void {
    return joined(this.#draw, listener);
  }

  /** Called when text is to be brought up to date. */
  onText(listener: () => void): () => void {
    return joined(this.#text, listener);
  }

  /** Called in the frame after one in which something was drawn: by then it is on the screen. */
  onPainted(listener: () => void): () => void {
    return joined(this.#after, listener);
  }

  /** @param text `now` for what answers a person, `soon` for numbers that change by themselves */
  request(text: 'now' | 'soon' | 'none' = 'none'): void {
    this.#textWanted ||= text !== 'none';
    this.#textNow ||= text === 'now';
    if (this.#requested) return;
    this.#requested = true;
    requestAnimationFrame((time) => this.#frame(time));
  }

  #frame(time: number): void {
    this.#requested = false;
    if (this.#textWanted && (this.#textNow || time - this.#lastText >= textEvery)) {
      this.#lastText = time;
      this.#textWanted = false;
      this.#textNow = false;
      for (const listener of this.#text) listener();
    }
    for (const listener of this.#draw) listener();
    requestAnimationFrame(() => {
      for (const listener of this.#after) listener();
    });
    if (this.#textWanted) this.request();
  }
}

function joined(set: Set<() => void>, listener: () => void): () => void {
  set.add(listener);
  return () => set.delete(listener);
}
