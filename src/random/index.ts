/** Seeded randomness; see random.ts. */
export { createRandom, type Random, type RandomState } from './random.ts';
