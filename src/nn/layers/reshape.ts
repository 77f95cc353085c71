/** Layers `reshape` and `flatten`: the same numbers, row-major, in another shape. */
import { reshape } from '../../graph/index.ts';
import type { SampleShape } from '../shapes/index.ts';
import type { LayerBody } from './layer.ts';

export function reshapeLayer(_: unknown, __: SampleShape, output: SampleShape): LayerBody {
  return { parameters: {}, samplewise: true, apply: (_, x) => reshape(x, [x.shape[0]!, ...output]) };
}
