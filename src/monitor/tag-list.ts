/** The tags of a log so far, and what each is taken for. */
import type { Mapping, Role } from '../config/index.ts';
import type { EventValue } from '../events/index.ts';
import { isGanLog, preciseRoleOf, roleOf, shownRole, signalOfRole, type TagRole } from './roles.ts';
import { imageSignalOf, isNamedFake, signalOf, type Signal } from './signals.ts';

/** More tags than any log has that people look at; what comes beyond is judged, but not listed. */
const mostTags = 10_000;

export class TagList {
  readonly #said: ReadonlyMap<string, Role>;
  readonly #shown = new Map<string, TagRole>();
  readonly #precise = new Map<string, Role>();
  readonly #signals = new Set<Signal>();
  #fakes = false;

  /** @param mapping the word of a person, which counts for more than names */
  constructor(mapping?: Mapping) {
    this.#said = new Map(Object.entries(mapping?.tags ?? {}));
  }

  note({ tag, kind }: Pick<EventValue, 'tag' | 'kind'>): void {
    if (this.#shown.has(tag) || this.#shown.size >= mostTags) return;
    const said = this.#said.get(tag);
    this.#shown.set(tag, said === undefined ? roleOf(tag, kind) : shownRole(said));
    this.#precise.set(tag, said ?? preciseRoleOf(tag, kind));
    const byName = kind === 'image' ? imageSignalOf(tag) : signalOf(tag);
    const signal = said === undefined ? byName : signalOfRole(said);
    if (signal !== undefined) this.#signals.add(signal);
    this.#fakes ||= said === undefined && kind === 'image' && isNamedFake(tag);
  }

  /** By tag, in the order of the log. */
  get roles(): ReadonlyMap<string, TagRole> {
    return this.#shown;
  }

  /** The same, as precisely as a mapping file can say it. */
  get precise(): ReadonlyMap<string, Role> {
    return this.#precise;
  }

  /** Whether this is what GANs log: losses or scores of two players, fakes, or real samples beside generated ones. */
  get isGan(): boolean {
    const both = this.#signals.has('samples/generated') && this.#signals.has('samples/real');
    return both || this.#fakes || isGanLog([...this.#shown.values()]);
  }

  clear(): void {
    this.#shown.clear();
    this.#precise.clear();
    this.#signals.clear();
    this.#fakes = false;
  }
}
