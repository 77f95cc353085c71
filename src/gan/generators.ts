/** Several generators as one network: each makes an equal part of a batch. */
import type { LayerConfig } from '../config/index.ts';
import { concat, slice, type Tensor } from '../graph/index.ts';
import { createNetwork, type Network, type Random } from '../nn/index.ts';

/** A network as a player needs it. */
export type PlayerNetwork = Pick<Network, 'size' | 'samplewise' | 'initial' | 'apply'>;

export interface Rows {
  readonly start: number;
  readonly end: number;
}

/** Which rows of `count` each generator makes: one after the other, as evenly as can be. */
export function rowsOf(generators: number, count: number): Rows[] {
  const start = (generator: number): number => Math.floor((generator * count) / generators);
  return Array.from({ length: generators }, (_, k) => ({ start: start(k), end: start(k + 1) }));
}

/**
 * Generators with some first layers in common. Their parameters are one vector: the common layers', then each
 * generator's own.
 * @param shared how many layers they have in common, fewer than there are
 * @param latent numbers that each sample starts from
 */
export function createGenerators(
  layers: readonly LayerConfig[],
  latent: number,
  generators: number,
  shared: number,
): PlayerNetwork {
  const trunk = createNetwork(layers.slice(0, shared), [latent], 'generator');
  const head = createNetwork(layers.slice(shared), trunk.output, 'generator');
  const startOf = (generator: number): number => trunk.size + generator * head.size;
  return {
    size: startOf(generators),
    samplewise: false,
    initial(random: Random) {
      const vector = new Float64Array(startOf(generators));
      vector.set(trunk.initial(random.split('shared')));
      for (let k = 0; k < generators; k++) vector.set(head.initial(random.split(`generator_${k}`)), startOf(k));
      return vector;
    },
    apply(parameters: Tensor, x: Tensor) {
      const common = shared === 0 ? x : trunk.apply(slice(parameters, 0, 0, trunk.size), x);
      const parts = rowsOf(generators, x.shape[0]!).flatMap(({ start, end }, k) => {
        if (start === end) return [];
        const own = slice(parameters, 0, startOf(k), startOf(k + 1));
        return [head.apply(own, slice(common, 0, start, end))];
      });
      return concat(parts, 0);
    },
  };
}
