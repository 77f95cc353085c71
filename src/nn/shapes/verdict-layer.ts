/** Where the features of a discriminator are. */
import { kindOfLayer, type LayerConfig, type LayerInput, type LayerKind } from '../../config/index.ts';

/** Layers that only move numbers about, or leave some out. */
const movesOnly: ReadonlySet<LayerKind> = new Set(['reshape', 'flatten', 'upsample', 'dropout']);

/**
 * The position of the last layer that makes something of its inputs: the one that a discriminator's verdict comes from.
 * What it is given are the features. -1 where there is none.
 */
export function verdictLayerOf(layers: readonly (LayerConfig | LayerInput)[]): number {
  return layers.findLastIndex((layer) => !movesOnly.has(kindOfLayer(layer)));
}
