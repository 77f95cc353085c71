/** Classes as networks are told them. */

/**
 * A row for each class number, with 1 at its place and 0 elsewhere.
 * @param out filled, [classes.length, number of classes]
 */
export function oneHot(classes: ArrayLike<number>, out: Float32Array): Float32Array {
  const width = out.length / classes.length;
  out.fill(0);
  for (let row = 0; row < classes.length; row++) out[row * width + classes[row]!] = 1;
  return out;
}
