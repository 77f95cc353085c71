/** What the tests of games share. */
import { resolveConfig, type ConfigInput, type ResolvedConfig } from '../../../src/config/index.ts';

/** A tiny game, with anything in it replaced. */
export function tinyConfig(changes: Partial<ConfigInput> = {}): ResolvedConfig {
  return resolveConfig({
    data: { type: 'ring', modes: 8, radius: 2, std: 0.02 },
    latent: 2,
    generator: { layers: [{ dense: 3, activation: 'tanh' }, { dense: 2 }] },
    discriminator: { layers: [{ dense: 3, activation: 'tanh' }, { dense: 1 }] },
    training: { batch: 5 },
    ...changes,
  } satisfies ConfigInput);
}
