/**
 * xoshiro128++ 1.0 (Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021), seeded
 * by splitmix64 (Steele, Lea and Flood, OOPSLA 2014), as its authors advise. Only 32-bit integer operations, so the
 * same bits on every machine.
 */

const mask64 = (1n << 64n) - 1n;

/** The output function of splitmix64: a bijection of 64-bit words that mixes every bit into every other. */
export function mix64(word: bigint): bigint {
  let z = word & mask64;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask64;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask64;
  return z ^ (z >> 31n);
}

/** The first `count` outputs of splitmix64 started at `seed`, as unsigned 64-bit integers. */
export function splitmix64(seed: bigint, count: number): bigint[] {
  const words: bigint[] = [];
  for (let i = 1; i <= count; i++) words.push(mix64(seed + BigInt(i) * 0x9e3779b97f4a7c15n));
  return words;
}

/** The four words of xoshiro128++ for a 64-bit key: two outputs of splitmix64, low half first. Never all zero. */
export function stateFromKey(key: bigint): Int32Array {
  const words = splitmix64(key, 2);
  return Int32Array.from(words.flatMap((word) => [Number(word & 0xffffffffn) | 0, Number(word >> 32n) | 0]));
}

/** Advances `state` (4 words) in place and returns the next 32 bits as a signed integer. */
export function next(state: Int32Array): number {
  const s0 = state[0]!;
  const s1 = state[1]!;
  const s2 = state[2]! ^ s0;
  const s3 = state[3]! ^ s1;
  const sum = (s0 + state[3]!) | 0;
  state[1] = s1 ^ s2;
  state[0] = s0 ^ s3;
  state[2] = s2 ^ (s1 << 9);
  state[3] = (s3 << 11) | (s3 >>> 21);
  return (((sum << 7) | (sum >>> 25)) + s0) | 0;
}
