/**
 * What is wanted of the projection, and when it is asked for: one at a time, only while it is in sight, and no more
 * often than now and then while a run goes on.
 */
import {
  projectionMethods,
  type FromPage,
  type ProjectionMethod,
  type ProjectionUpdate,
  type ProjectionWish,
} from '../src/protocol/index.ts';
import type { RunView } from './run-view.ts';

export const projectionColours = ['kind', 'mode', 'age'] as const;
/** What colours stand for: real or generated, the mode that a sample is near, or the step that it was made at. */
export type ProjectionColour = (typeof projectionColours)[number];

/** What people have chosen. */
export interface KeptProjection {
  readonly open: boolean;
  readonly method: ProjectionMethod | null;
  readonly colour: ProjectionColour;
}

/** What was kept by an earlier page, perhaps of an earlier version. */
export function keptProjectionFrom(state: unknown): KeptProjection | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  const { open, method, colour } = state as Record<keyof KeptProjection, unknown>;
  return {
    open: open === true,
    method: projectionMethods.find((each) => each === method) ?? null,
    colour: projectionColours.find((each) => each === colour) ?? 'kind',
  };
}

interface Around {
  /** What the page shows, and the step that is selected. */
  shown(): { readonly view: RunView; readonly selected: number | null } | null;
  post(message: FromPage): void;
  /** Something was chosen. */
  changed(): void;
}

/** Least milliseconds from an answer to the next question while the latest samples are followed. */
const restBetween = 1000;

export class Projecting {
  readonly #around: Around;
  #kept: KeptProjection;
  #inSight = false;
  /** Asked and not answered yet. */
  #asked: ProjectionWish | null = null;
  #answered: ProjectionWish | null = null;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(around: Around, kept: KeptProjection | undefined) {
    this.#around = around;
    this.#kept = kept ?? { open: false, method: null, colour: 'kind' };
  }

  get kept(): KeptProjection {
    return this.#kept;
  }

  /** What there is to choose from, the usual first. */
  get methods(): readonly ProjectionMethod[] {
    const samples = this.#around.shown()?.view.samples;
    const isFlat = samples?.projection === 'identity' || samples?.projection === 'one-dimension';
    return isFlat ? ['identity', 'tsne'] : ['tsne', 'pca'];
  }

  get method(): ProjectionMethod {
    const { methods } = this;
    return methods.find((each) => each === this.#kept.method) ?? methods[0]!;
  }

  /** A layout is being made. */
  get busy(): boolean {
    return this.#asked !== null;
  }

  choose(choice: Partial<KeptProjection>): void {
    this.#kept = { ...this.#kept, ...choice };
    this.follow(true);
    this.#around.changed();
  }

  /** It came into sight, or went out of it. */
  setInSight(inSight: boolean): void {
    this.#inSight = inSight;
    this.follow(true);
  }

  /** Asks for what is to be shown now, where that is something new. @param soon without a rest */
  follow(soon = false): void {
    const shown = this.#around.shown();
    if (shown === null || !this.#kept.open || !this.#inSight || this.#asked !== null) return;
    const { view, selected } = shown;
    const step = selected ?? view.history.at(-1) ?? view.samples?.step ?? view.mosaic?.step;
    if (step === undefined) return;
    const wish = { step, method: this.method, ages: this.#kept.colour === 'age' };
    const rests = this.#rest !== undefined && selected === null && !soon;
    if (rests || isSame(wish, this.#answered)) return;
    this.#asked = wish;
    this.#around.post({ type: 'project', run: view.run, ...wish });
  }

  answered({ asked, done }: ProjectionUpdate): void {
    if (!done || !isSame(asked, this.#asked)) return;
    this.#answered = asked;
    this.#asked = null;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
      this.follow();
    }, restBetween);
    // What was chosen meanwhile does not wait.
    this.follow(asked.method !== this.method || asked.ages !== (this.#kept.colour === 'age'));
  }

  /** Another run, or the same one anew. */
  forget(): void {
    clearTimeout(this.#rest);
    this.#rest = undefined;
    this.#asked = null;
    this.#answered = null;
  }
}

function isSame(a: ProjectionWish, b: ProjectionWish | null): boolean {
  return a.step === b?.step && a.method === b.method && a.ages === b.ages;
}
