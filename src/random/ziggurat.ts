/**
 * Standard normal numbers by the ziggurat of 128 layers (Marsaglia and Tsang, J. Stat. Software 5(8), 2000), with the
 * layer and the position taken from different bits of one 32-bit draw, which mends the correlation in the original
 * (Doornik, "An improved ziggurat method to generate normal random samples", 2005).
 */
import { next } from './xoshiro.ts';

const layers = 128;
/** Where the tail begins, and the area of each layer (Marsaglia and Tsang, table for n = 128). */
const tail = 3.442619855899;
const area = 9.91256303526217e-3;

/** Positions within a layer: 25 bits, sign included. */
const positions = 2 ** 24;

const edges = new Float64Array(layers + 1);
edges[0] = area / Math.exp(-0.5 * tail * tail);
edges[1] = tail;
for (let i = 2; i < layers; i++) {
  const edge = edges[i - 1]!;
  edges[i] = Math.sqrt(-2 * Math.log(area / edge + Math.exp(-0.5 * edge * edge)));
}
edges[layers] = 0;

/** Width of one position in a layer, and the position below which a point is surely under the curve. */
const widths = Float64Array.from({ length: layers }, (_, i) => edges[i]! / positions);
const inside = Float64Array.from({ length: layers }, (_, i) => (positions * edges[i + 1]!) / edges[i]!);
/** The same for the whole number below a position's absolute value: those under it are inside. */
const wholeInside = Int32Array.from(inside, (position) => Math.ceil(position - 0.5));

const open32 = (bits: number): number => ((bits >>> 0) + 0.5) / 2 ** 32;

/** What the fast path could not settle (1.2 % of draws): wedge and tail, drawing again until a point is accepted. */
function settle(state: Int32Array, bits: number): number {
  for (;;) {
    const layer = bits & (layers - 1);
    const position = (bits >> 7) + 0.5;
    if (Math.abs(position) < inside[layer]!) return position * widths[layer]!;
    if (layer === 0) {
      for (;;) {
        const x = -Math.log(open32(next(state))) / tail;
        const y = -Math.log(open32(next(state)));
        if (y + y > x * x) return position < 0 ? -(tail + x) : tail + x;
      }
    }
    const x = position * widths[layer]!;
    const low = Math.exp(-0.5 * (edges[layer]! ** 2 - x * x));
    const high = Math.exp(-0.5 * (edges[layer + 1]! ** 2 - x * x));
    if (high + open32(next(state)) * (low - high) < 1) return x;
    bits = next(state);
  }
}

/** One standard normal number. Advances `state`. */
export function normal(state: Int32Array): number {
  const bits = next(state);
  const layer = bits & (layers - 1);
  // Half a position aside, so that both signs are alike.
  const position = (bits >> 7) + 0.5;
  return Math.abs(position) < inside[layer]! ? position * widths[layer]! : settle(state, bits);
}

/**
 * Fills with standard normal numbers: the same numbers as `normal` one by one. The generator is written out here with
 * its state in local variables, nothing is called within the loop, and the array is of one kind, because noise is drawn
 * in every training step: a third of the time of the plain loop.
 */
export function fillNormal(state: Int32Array, target: Float32Array): void {
  const limits = wholeInside;
  const scales = widths;
  const length = target.length;
  for (let i = 0; ; i++) {
    let s0 = state[0]!;
    let s1 = state[1]!;
    let s2 = state[2]!;
    let s3 = state[3]!;
    let bits = 0;
    for (; i < length; i++) {
      const sum = (s0 + s3) | 0;
      bits = (((sum << 7) | (sum >>> 25)) + s0) | 0;
      const shifted = s1 << 9;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = (s3 << 11) | (s3 >>> 21);
      const layer = bits & (layers - 1);
      const below = bits >> 7;
      if ((below ^ (below >> 31)) >= limits[layer]!) break;
      target[i] = (below + 0.5) * scales[layer]!;
    }
    state[0] = s0;
    state[1] = s1;
    state[2] = s2;
    state[3] = s3;
    if (i === length) return;
    target[i] = settle(state, bits);
  }
}
