/** Where the code of an autoencoder is. */
import { sizeOf, type LayerShape } from './shape.ts';

/**
 * The position of the layer that puts out the fewest numbers, the first of them where several do; never the last layer,
 * which puts out the sample. 0 where there is one layer only.
 * @param layers of the autoencoder as `networkShape` gives them
 */
export function codeLayerOf(layers: readonly LayerShape[]): number {
  const sizes = layers.slice(0, layers.length - 1).map((layer) => (layer.ok ? sizeOf(layer.output) : Infinity));
  return Math.max(0, sizes.indexOf(Math.min(...sizes)));
}
