/** The class of a sample as numbers that stand beside others: one for each class, or a learned vector for each. */
import { concat, matmul, reshape, slice, sizeOfShape, type Tensor } from '../graph/index.ts';
import { carried } from '../nn/index.ts';
import type { PlayerNetwork } from './generators.ts';

/** A network and, at the end of its parameters, a table with a learned row for each class. */
export interface WithTable extends Pick<PlayerNetwork, 'size' | 'slices' | 'samplewise' | 'initial'> {
  /** The network's own part of the parameters. */
  readonly own: (parameters: Tensor) => Tensor;
  /**
   * The row of each sample's class.
   * @param labels one-hot, [n, classes]
   * @returns [n, width]
   */
  readonly rows: (parameters: Tensor, labels: Tensor) => Tensor;
  /** As `carry` of a network. @param x what the network inside was given */
  readonly carried: (before: Tensor, after: Tensor, x?: Tensor) => Tensor;
}

/** @param std of the normal numbers that the table begins with */
export function withTable(
  network: PlayerNetwork,
  name: string,
  shape: readonly [number, number],
  std: number,
): WithTable {
  const size = network.size + sizeOfShape(shape);
  const own = (parameters: Tensor): Tensor => slice(parameters, 0, 0, network.size);
  const flat = (parameters: Tensor): Tensor => slice(parameters, 0, network.size, size);
  return {
    size,
    slices: [...network.slices, { name, shape, start: network.size, end: size }],
    samplewise: network.samplewise,
    initial(random) {
      const vector = new Float64Array(size);
      vector.set(network.initial(random));
      const table = vector.subarray(network.size);
      random.split(name).fillNormal(table);
      // Rounded to float32 so that every engine starts from the same numbers
      for (let i = 0; i < table.length; i++) table[i] = Math.fround(std * table[i]!);
      return vector;
    },
    own,
    rows: (parameters, labels) => matmul(labels, reshape(flat(parameters), shape)),
    carried: (before, after, x) => concat([carried(network, own(before), own(after), x), flat(after)], 0),
  };
}

/**
 * A generator that is given latents and classes side by side, [n, latent + classes], the class one-hot.
 * @param network that is given latents and vectors of the classes, [n, latent + embedding]
 */
export function embeddingClasses(
  network: PlayerNetwork,
  latent: number,
  classes: number,
  embedding: number,
): PlayerNetwork {
  const { own, rows, carried: move, ...table } = withTable(network, 'embedding', [classes, embedding], 1);
  const inside = (parameters: Tensor, x: Tensor): Tensor =>
    concat([slice(x, 1, 0, latent), rows(parameters, slice(x, 1, latent, latent + classes))], 1);
  return {
    ...table,
    apply: (parameters, x) => network.apply(own(parameters), inside(parameters, x)),
    sample: (parameters, x) => network.sample(own(parameters), inside(parameters, x)),
    ...(network.carry !== undefined && {
      carry: (before: Tensor, after: Tensor, x?: Tensor) => move(before, after, x && inside(before, x)),
    }),
  };
}
