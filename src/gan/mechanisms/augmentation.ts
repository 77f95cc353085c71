/**
 * Mechanism `augmentation` (Zhao et al. 2020, section 3 and their published code, in which colours come first): D never
 * sees an image as it is, be it real or generated, in its own turn or in G's, and G's gradient runs through the change.
 */
import type { MechanismConfig } from '../../config/index.ts';
import { abs, add, constant, greater, matmul, mean, mul, reshape, slice, sub, type Tensor } from '../../graph/index.ts';
import type { CreateMechanism } from './mechanism.ts';

type Config = Extract<MechanismConfig, { type: 'augmentation' }>;
/** One change of images, [n, channels, height, width]; `u`: fresh numbers in [0, 1), [n, 2]. */
type Change = (images: Tensor, u: Tensor) => Tensor;

export const augmentation: CreateMechanism<Config> = (config) => {
  const changes = changesOf(config);
  return {
    seen(images, { uniform }) {
      const n = images.shape[0]!;
      const drawn = uniform([n, 2 * changes.length]);
      return changes.reduce((sofar, change, i) => change(sofar, slice(drawn, 1, 2 * i, 2 * (i + 1))), images);
    },
  };
};

/** Those that change anything, in their order. */
function changesOf({ brightness, saturation, contrast, translation, cutout }: Config): Change[] {
  return [
    ...(brightness > 0 ? [brighter(brightness)] : []),
    ...(saturation > 0 ? [stretched(saturation, [1])] : []),
    ...(contrast > 0 ? [stretched(contrast, [1, 2, 3])] : []),
    ...(translation > 0 ? [translated(translation)] : []),
    ...(cutout > 0 ? [cut(cutout)] : []),
  ];
}

function brighter(most: number): Change {
  return (images, u) => add(images, mul(sub(perImage(u, 0), 0.5), 2 * most));
}

/** Farther from their mean over some axes, or closer to it. */
function stretched(most: number, axes: readonly number[]): Change {
  return (images, u) => {
    const centre = mean(images, axes, { keepDims: true });
    const factor = add(mul(sub(perImage(u, 0), 0.5), 2 * most), 1);
    return add(mul(sub(images, centre), factor), centre);
  };
}

/** Each by whole pixels, down and to the right or the other way; what comes in is 0. */
function translated(share: number): Change {
  return (images, u) => {
    const [, , height, width] = images.shape;
    const down = shifts(height!, share, perImage(u, 0));
    const right = shifts(width!, share, perImage(u, 1));
    return matmul(matmul(down, images), right, { transposeB: true });
  };
}

/**
 * [n, 1, side, side], with 1 where a row comes from: at most so many shares of the side away, all distances equally likely.
 * The distance drawn is a number between two of the halves, and the whole one in between is meant.
 */
function shifts(side: number, share: number, u: Tensor): Tensor {
  const most = Math.round(share * side);
  const distance = mul(sub(u, 0.5), 2 * most + 1);
  const apart = Float64Array.from({ length: side * side }, (_, i) => Math.floor(i / side) - (i % side));
  return greater(0.5, abs(sub(constant(apart, [1, 1, side, side]), distance)));
}

/** A rectangle of each is 0, anywhere, also partly outside. */
function cut(share: number): Change {
  return (images, u) => {
    const [, , height, width] = images.shape;
    const down = reshape(hole(height!, share, perImage(u, 0)), [-1, 1, height!, 1]);
    const across = reshape(hole(width!, share, perImage(u, 1)), [-1, 1, 1, width!]);
    return mul(images, sub(1, mul(down, across)));
  };
}

/** [n, 1, 1, side], with 1 inside of the hole. */
function hole(side: number, share: number, u: Tensor): Tensor {
  const centre = sub(mul(u, side), 0.5);
  const places = Float64Array.from({ length: side }, (_, i) => i);
  return greater((share * side) / 2, abs(sub(constant(places, [1, 1, 1, side]), centre)));
}

/** One of the numbers for each image, [n, 1, 1, 1]. */
function perImage(u: Tensor, which: 0 | 1): Tensor {
  return reshape(slice(u, 1, which, which + 1), [-1, 1, 1, 1]);
}
