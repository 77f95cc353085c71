import { describe, expect, it } from 'vitest';
import { layerNotes } from '../../../src/check/index.ts';

const context = { file: '/gans/a.gan.json' };

function config(parts: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    data: { type: 'ring', modes: 8, radius: 2, std: 0.02 },
    latent: 16,
    generator: { layers: [{ dense: 64, activation: 'relu' }, { dense: 2 }] },
    discriminator: { layers: [{ dense: 32, activation: 'leaky-relu' }, { dense: 1 }] },
    objective: 'non-saturating',
    training: { steps: 10 },
    ...parts,
  });
}

describe('notes on layers', () => {
  it('say shape and parameters of each, and stand on it', async () => {
    const text = config();
    const notes = await layerNotes(text, context);
    // Weights and biases: 16 * 64 + 64, 64 * 2 + 2; 2 * 32 + 32, 32 + 1.
    expect(notes.map(({ output, parameters, sum }) => [output, parameters, sum])).toEqual([
      [[64], 1088, 1088],
      [[2], 130, 1218],
      [[32], 96, 96],
      [[1], 33, 129],
    ]);
    const { start, end } = notes[1]!.range;
    expect(text.slice(start, end)).toBe('{"dense":2}');
  });

  it('end with the first layer that does not fit', async () => {
    const layers = [{ dense: 12 }, { upsample: 2 }, { dense: 1 }];
    const notes = await layerNotes(config({ discriminator: { layers } }), context);
    expect(notes.map(({ output }) => output)).toEqual([[64], [2], [12]]);
  });

  it('are about packs where the discriminator sees packs', async () => {
    const notes = await layerNotes(config({ mechanisms: [{ type: 'packing', samples: 3 }] }), context);
    expect(notes[2]).toMatchObject({ parameters: 2 * 3 * 32 + 32 });
  });

  it('leave out what is not known: the data, a latent, half-typed text', async () => {
    const points = config({ data: { type: 'points', file: 'p.csv' } });
    expect(await layerNotes(points, context)).toHaveLength(2);
    expect(await layerNotes(config({ latent: 'many' }), context)).toHaveLength(2);
    expect(await layerNotes('{ "latent": ', context)).toEqual([]);
    expect(await layerNotes('[]', context)).toEqual([]);
  });
});
