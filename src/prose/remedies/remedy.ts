/** What a remedy is, and how one is made. */
import type { Texts } from '../texts.ts';

/** Sets the value at `path` (e.g. `training.order`), or puts one into the list there (at its end by default). */
export type RemedyEdit =
  | { readonly kind: 'set'; readonly path: string; readonly value: unknown }
  | { readonly kind: 'insert'; readonly path: string; readonly value: unknown; readonly position?: number };

export type RemedyId = keyof Texts['remedies'];

export interface Remedy {
  readonly id: RemedyId;
  readonly title: string;
  /** What it does, and at what price; undefined where the title says it all. */
  readonly note?: string;
  /** At least one; what is shown after the change is the place of the first. */
  readonly edits: readonly [RemedyEdit, ...RemedyEdit[]];
}

/** Undefined where the config has it already, or where it would make the config invalid. */
export type Maker = (config: unknown, texts: Texts) => Remedy | undefined;

/** A remedy that adds a mechanism, a penalty or a layer: one edit, with a note. */
export function addition(id: keyof Texts['remedyNotes'], texts: Texts, ...edits: Remedy['edits']): Remedy {
  return { id, title: texts.remedies[id], note: texts.remedyNotes[id], edits };
}
