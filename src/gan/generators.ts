/** Several generators as one network: each makes an equal part of a batch. */
import type { LayerConfig } from '../config/index.ts';
import { concat, slice, type Tensor } from '../graph/index.ts';
import {
  carried,
  createNetwork,
  type LayerNoise,
  type Network,
  type ParameterSlice,
  type Random,
} from '../nn/index.ts';

/** A network as a player needs it. */
export type PlayerNetwork = Pick<Network, 'size' | 'slices' | 'samplewise' | 'initial' | 'apply' | 'sample' | 'carry'>;

export interface Rows {
  readonly start: number;
  readonly end: number;
}

/** Which rows of `count` each generator makes: one after the other, as evenly as can be. */
export function rowsOf(generators: number, count: number): Rows[] {
  const start = (generator: number): number => Math.floor((generator * count) / generators);
  return Array.from({ length: generators }, (_, k) => ({ start: start(k), end: start(k + 1) }));
}

/** Where a network's tensors lie when its parameters are a part of a longer vector. */
export function slicesAt({ slices }: Network, prefix: string, from: number): ParameterSlice[] {
  return slices.map(({ name, shape, start, end }) => ({
    name: `${prefix}.${name}`,
    shape,
    start: start + from,
    end: end + from,
  }));
}

/**
 * Generators with some first layers in common. Their parameters are one vector: the common layers', then each
 * generator's own.
 * @param shared how many layers they have in common, fewer than there are
 * @param inputs numbers that each sample starts from
 * @param noise for layers that are random in training
 */
export function createGenerators(
  layers: readonly LayerConfig[],
  inputs: number,
  generators: number,
  shared: number,
  noise?: LayerNoise,
): PlayerNetwork {
  const trunk = createNetwork(layers.slice(0, shared), [inputs], 'generator', noise);
  const head = createNetwork(layers.slice(shared), trunk.output, 'generator', noise);
  const startOf = (generator: number): number => trunk.size + generator * head.size;
  const made = (parameters: Tensor, x: Tensor, how: 'apply' | 'sample'): Tensor => {
    const common = shared === 0 ? x : trunk[how](slice(parameters, 0, 0, trunk.size), x);
    const parts = rowsOf(generators, x.shape[0]!).flatMap((rows, k) => {
      const part = partOf(common, rows);
      return part === undefined ? [] : [head[how](slice(parameters, 0, startOf(k), startOf(k + 1)), part)];
    });
    return concat(parts, 0);
  };
  return {
    size: startOf(generators),
    slices: [
      ...slicesAt(trunk, 'shared', 0),
      ...Array.from({ length: generators }, (_, k) => slicesAt(head, `generator_${k}`, startOf(k))).flat(),
    ],
    samplewise: false,
    initial(random: Random) {
      const vector = new Float64Array(startOf(generators));
      vector.set(trunk.initial(random.split('shared')));
      for (let k = 0; k < generators; k++) vector.set(head.initial(random.split(`generator_${k}`)), startOf(k));
      return vector;
    },
    apply: (parameters, x) => made(parameters, x, 'apply'),
    sample: (parameters, x) => made(parameters, x, 'sample'),
    ...((trunk.carry ?? head.carry) !== undefined && {
      carry(before: Tensor, after: Tensor, x?: Tensor) {
        const common = x && (shared === 0 ? x : trunk.apply(slice(before, 0, 0, trunk.size), x));
        const rows = common && rowsOf(generators, common.shape[0]!);
        const heads = Array.from({ length: generators }, (_, k) => {
          const own = (parameters: Tensor): Tensor => slice(parameters, 0, startOf(k), startOf(k + 1));
          const part = common && rows && partOf(common, rows[k]!);
          return carried(head, own(before), own(after), part);
        });
        if (shared === 0) return concat(heads, 0);
        const first = (parameters: Tensor): Tensor => slice(parameters, 0, 0, trunk.size);
        return concat([carried(trunk, first(before), first(after), x), ...heads], 0);
      },
    }),
  };
}

/** Undefined where there are none. */
function partOf(x: Tensor, { start, end }: Rows): Tensor | undefined {
  return start === end ? undefined : slice(x, 0, start, end);
}
