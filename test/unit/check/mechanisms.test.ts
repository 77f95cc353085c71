import { describe, expect, it } from 'vitest';
import { diagnose, type Problem } from '../../../src/check/index.ts';
import { applyEdits } from '../../../src/config/index.ts';
import { valid } from './valid.ts';

const file = '/work/a.gan.json';
const text = (more: object): string => JSON.stringify({ ...valid, ...more });
const check = (more: object): Promise<Problem[]> => diagnose(text(more), { file });

/** The only problem, and that its fix, if it has one, puts everything right. */
async function problemOf(more: object): Promise<Problem> {
  const problems = await check(more);
  expect(problems).toHaveLength(1);
  const [problem] = problems;
  const { fix } = problem!;
  if (fix !== undefined) expect(await diagnose(applyEdits(text(more), fix.edits), { file })).toEqual([]);
  return problem!;
}

describe('layers that look at a whole batch', () => {
  const ending = (layer: object) => ({ layers: [{ dense: 16 }, layer, { dense: 1 }] });

  it('are for the discriminator', async () => {
    expect(await check({ discriminator: ending({ 'minibatch-discrimination': 10 }) })).toEqual([]);
    const generator = { layers: [{ 'minibatch-discrimination': 10 }, { dense: 2 }] };
    expect(await problemOf({ generator })).toMatchObject({
      code: 'batch-layer-in-generator',
      path: 'generator.layers[0]',
    });
  });

  it('in groups need a batch of whole groups', async () => {
    const discriminator = ending({ 'minibatch-stddev': 3 });
    expect(await check({ discriminator, training: { batch: 12 } })).toEqual([]);
    expect((await problemOf({ discriminator, training: { batch: 64 } })).message).toBe(
      'A batch of 64 cannot be split into groups of 3.',
    );
  });

  it('cannot be the last, where one number is wanted', async () => {
    expect(await problemOf({ discriminator: { layers: [{ dense: 4 }, { 'minibatch-stddev': 4 }] } })).toMatchObject({
      code: 'discriminator-output',
      path: 'discriminator.layers[1]',
    });
  });
});

describe('mechanisms', () => {
  it('count once each', async () => {
    const unrolled = { type: 'unrolled', steps: 2 };
    expect(await check({ mechanisms: [unrolled] })).toEqual([]);
    expect(await problemOf({ mechanisms: [unrolled, unrolled] })).toMatchObject({
      code: 'mechanism-conflict',
      path: 'mechanisms[1]',
      message: '"unrolled" is there already; each mechanism counts once.',
    });
  });

  it('of two kinds of unrolling only one', async () => {
    const { message } = await problemOf({ mechanisms: [{ type: 'unrolled-first-order' }, { type: 'unrolled' }] });
    expect(message).toContain('"unrolled" cannot stand beside "unrolled-first-order": G can meet one D only');
  });

  it('with several generators need a batch, a D and layers to fit', async () => {
    const madGan = (more: object) => ({ mechanisms: [{ type: 'mad-gan', generators: 4, identify: false, ...more }] });
    expect(await check(madGan({}))).toEqual([]);
    expect(await problemOf({ ...madGan({}), training: { batch: 66 } })).toMatchObject({
      code: 'generators-in-batch',
      message: 'A batch of 66 cannot be shared evenly by 4 generators.',
    });
    expect(await problemOf(madGan({ sharedLayers: 2 }))).toMatchObject({ code: 'shared-layers' });
    expect((await problemOf(madGan({ identify: true }))).message).toBe(
      'A discriminator that tells 4 generators apart must end in 5 numbers, one for each and one for real data; this layer gives 1.',
    );
  });

  it('with a loss of their own stand beside no other', async () => {
    const discriminator = { layers: [{ dense: 5 }] };
    const mechanisms = [{ type: 'mad-gan', generators: 4 }];
    expect(await check({ discriminator, mechanisms, objective: 'minimax' })).toEqual([]);
    const [problem, ...others] = await check({ discriminator, mechanisms, objective: 'hinge' });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'mechanism-conflict', path: 'mechanisms[0]' });
    expect(problem?.message).toContain('in place of "hinge"');
  });

  it('that pack samples need whole packs of independent ones', async () => {
    const packing = { type: 'packing', samples: 3 };
    expect(await check({ mechanisms: [packing], training: { batch: 12 } })).toEqual([]);
    expect((await problemOf({ mechanisms: [packing], training: { batch: 64 } })).message).toBe(
      'A batch of 64 cannot be put into packs of 3.',
    );
    const discriminator = { layers: [{ 'minibatch-stddev': 9 }, { dense: 1 }] };
    expect((await problemOf({ mechanisms: [packing], discriminator, training: { batch: 36 } })).message).toBe(
      'A batch of 36 is 12 packs of 3, which cannot be split into groups of 9 for "minibatch-stddev".',
    );
  });

  it('that pack samples are not for several generators', async () => {
    const mechanisms = [{ type: 'mad-gan', generators: 4, identify: false }, { type: 'packing' }];
    expect((await problemOf({ mechanisms })).message).toContain('a pack would hold samples of one generator only');
  });

  it('with an encoder need one that ends in the latent, and a second discriminator that ends in a verdict', async () => {
    const mrGan = (encoder: object[], more: object = {}) => ({
      mechanisms: [{ type: 'mr-gan', encoder: { layers: encoder }, ...more }],
    });
    const encoder = [{ dense: 16, activation: 'relu' }, { dense: 8 }];
    expect(await check(mrGan(encoder))).toEqual([]);
    expect(await problemOf(mrGan([{ dense: 3 }]))).toMatchObject({
      code: 'encoder-output',
      path: 'mechanisms[0].encoder.layers[0].dense',
      message: 'The encoder gives 3 numbers, but the generator starts from 8.',
    });
    expect(await problemOf(mrGan([{ 'minibatch-stddev': 4 }, { dense: 8 }]))).toMatchObject({
      code: 'batch-layer-in-encoder',
    });
    expect(await problemOf(mrGan(encoder, { diffusion: { layers: [{ dense: 2 }] } }))).toMatchObject({
      code: 'discriminator-output',
      path: 'mechanisms[0].diffusion.layers[0].dense',
    });
    const grouped = { diffusion: { layers: [{ 'minibatch-stddev': 5 }, { dense: 1 }] } };
    expect(await problemOf(mrGan(encoder, grouped))).toMatchObject({
      code: 'group-size',
      path: 'mechanisms[0].diffusion.layers[0].minibatch-stddev',
    });
  });

  it('with an encoder stand beside one generator, single samples and a cross-entropy', async () => {
    const mrGan = { type: 'mr-gan', encoder: { layers: [{ dense: 8 }] } };
    const several = [{ type: 'mad-gan', generators: 4, identify: false }, mrGan];
    expect((await problemOf({ mechanisms: several })).message).toContain('the way back through one generator');
    expect((await problemOf({ mechanisms: [{ type: 'packing' }, mrGan] })).message).toContain('of single samples');
    expect((await problemOf({ mechanisms: [mrGan], objective: 'hinge' })).message).toContain(
      'those of "hinge" are none',
    );
  });

  it('that smooth labels need labels', async () => {
    const mechanisms = [{ type: 'label-smoothing' }];
    expect(await check({ mechanisms })).toEqual([]);
    expect((await problemOf({ mechanisms, objective: 'hinge' })).message).toContain('"hinge" has none');
    const madGan = [{ type: 'mad-gan', generators: 4 }, ...mechanisms];
    const discriminator = { layers: [{ dense: 5 }] };
    expect((await problemOf({ mechanisms: madGan, discriminator })).message).toContain('two answers');
  });
});

describe('augmentation', () => {
  const mechanisms = (more: object) => [{ type: 'augmentation', ...more }];

  it('is for images', async () => {
    expect((await problemOf({ mechanisms: mechanisms({}) })).message).toContain('this data is points');
    const digits = { data: { type: 'digits' }, generator: { layers: [{ dense: 64, activation: 'tanh' }] } };
    expect(await check({ ...digits, mechanisms: mechanisms({}) })).toEqual([]);
    const nothing = { brightness: 0, saturation: 0, contrast: 0, translation: 0, cutout: 0 };
    expect(await problemOf({ ...digits, mechanisms: mechanisms(nothing) })).toMatchObject({
      code: 'augmentation-data',
      path: 'mechanisms[0]',
    });
  });
});
