/** What samples are made from: latents of their own, or a way from each to the next. */
import type { Random } from '../../random/index.ts';

/** @returns [count, latent] standard normal numbers */
export function freshLatents(count: number, latent: number, random: Random): Float32Array {
  const latents = new Float32Array(count * latent);
  random.fillNormal(latents);
  return latents;
}

/**
 * The way through `latents`, [count, latent], in `frames` steps from each to the next: along the great circle, so that
 * all are as long as those that the generator knows (White 2016, "Sampling generative networks", section 2.1).
 * @returns [(count - 1) * frames + 1, latent]; the first and every `frames`-th row are the given ones
 */
export function wayThrough(latents: Float32Array, latent: number, frames: number): Float32Array {
  const count = latents.length / latent;
  const way = new Float32Array(((count - 1) * frames + 1) * latent);
  const row = (i: number): Float32Array => latents.subarray(i * latent, (i + 1) * latent);
  for (let i = 0; i + 1 < count; i++) {
    for (let frame = 0; frame < frames; frame++) {
      way.set(between(row(i), row(i + 1), frame / frames), (i * frames + frame) * latent);
    }
  }
  way.set(row(count - 1), way.length - latent);
  return way;
}

function between(a: Float32Array, b: Float32Array, share: number): Float32Array {
  const product = a.reduce((sum, each, k) => sum + each * b[k]!, 0);
  const angle = Math.acos(Math.min(1, Math.max(-1, product / (lengthOf(a) * lengthOf(b)))));
  // Side by side or opposite there is no one circle: the straight line then.
  const straight = !(Math.sin(angle) > 1e-6);
  const ofA = straight ? 1 - share : Math.sin((1 - share) * angle) / Math.sin(angle);
  const ofB = straight ? share : Math.sin(share * angle) / Math.sin(angle);
  return a.map((each, k) => ofA * each + ofB * b[k]!);
}

function lengthOf(x: Float32Array): number {
  return Math.sqrt(x.reduce((sum, each) => sum + each * each, 0));
}
