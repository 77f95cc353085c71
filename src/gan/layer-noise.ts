/** Fresh numbers for layers that are random in training, such as `dropout`: other ones at each use, within each phase. */
import { GraphError, type Shape, type Tensor } from '../graph/index.ts';
import type { LayerNoise } from '../nn/index.ts';
import type { Feeds } from './feeds.ts';

/** Knows the phase that is being traced; a game has one, and its networks draw from it. */
export class PhaseNoise {
  #phase: { readonly name: string; readonly feeds: Feeds; readonly uses: Map<string, number> } | undefined;

  /** From now on what is drawn belongs to this phase. */
  begin(name: string, feeds: Feeds): void {
    this.#phase = { name, feeds, uses: new Map() };
  }

  readonly draw: LayerNoise = (origin: string, shape: Shape, mode): Tensor => {
    if (this.#phase === undefined)
      throw new GraphError('argument', 'draw', [shape], `no phase has begun for ${origin}`);
    const { name, feeds, uses } = this.#phase;
    const place = `${name}/${origin}/${shape.join('x')}`;
    const use = mode === 'settling' ? 0 : (uses.get(place) ?? 0);
    if (mode === 'training') uses.set(place, use + 1);
    return feeds.take({ name: `${place}/${use}`, shape, kind: 'uniform' });
  };
}
