/** What a step is fed at each call: the trainer reads this list and fills one array for each entry. */
import type { OptimizerConfig } from '../config/index.ts';
import { input, type Shape, type Tensor } from '../graph/index.ts';

export type Feed = { readonly name: string; readonly shape: Shape } & (
  | {
      /** `real`: the next batch of the data. `normal`, `uniform` in [0, 1): fresh noise. */
      readonly kind: 'real' | 'normal' | 'uniform';
    }
  | {
      /** The classes of a batch, one-hot, [n, classes]. */
      readonly kind: 'labels';
      /** The feed whose samples they are of; where there is none of the name, of a batch that is drawn for them. */
      readonly batch: string;
    }
  | { readonly kind: 'learning-rate'; readonly optimizer: OptimizerConfig }
);

/** Collects the feeds of a step while it is traced: a part of it asks for what it needs, by name. */
export class Feeds {
  readonly #leaves = new Map<string, { readonly feed: Feed; readonly tensor: Tensor }>();

  /** In the order in which they were first asked for. */
  get list(): Feed[] {
    return [...this.#leaves.values()].map(({ feed }) => feed);
  }

  /** The tensor of this feed; the same one whenever the name is the same. */
  take(feed: Feed): Tensor {
    const known = this.#leaves.get(feed.name);
    if (known !== undefined) return known.tensor;
    const tensor = input(feed.name, feed.shape);
    this.#leaves.set(feed.name, { feed, tensor });
    return tensor;
  }
}
