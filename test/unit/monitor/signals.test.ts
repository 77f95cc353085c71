import { describe, expect, it } from 'vitest';
import { signalOf, type Signal } from '../../../src/monitor/index.ts';
import { SignalMap } from '../../../src/monitor/signals.ts';

describe('tags of other programs', () => {
  it.each<[string, Signal | undefined]>([
    ['loss/discriminator', 'loss/discriminator'],
    ['Loss/D', 'loss/discriminator'],
    ['d_loss', 'loss/discriminator'],
    ['errG', 'loss/generator'],
    ['train/loss_g', 'loss/generator'],
    ['critic_loss', 'loss/discriminator'],
    ['Loss/G/gradient_penalty', undefined],
    ['grad_norm/G', 'grad_norm/generator'],
    ['D(x)', 'score/real'],
    ['D(G(z))', 'score/fake'],
    ['D_real', 'score/real'],
    ['val_loss', undefined],
    ['accuracy', undefined],
    ['learning_rate', undefined],
    ['Loss/D/loss', 'loss/discriminator'], // stylegan2-ada-pytorch
    ['Loss/G/reg', undefined],
    ['Loss/scores/real', 'score/real'],
    ['Loss/scores/fake', 'score/fake'],
    ['Loss/signs/real', undefined],
    ['Loss/real_scores', 'score/real'], // stylegan, progressive_growing_of_gans
    ['Loss/fake_scores', 'score/fake'],
    ['loss/D_A', 'loss/discriminator'], // pytorch-CycleGAN-and-pix2pix
    ['loss/G_L1', undefined],
    ['loss/cycle_A', undefined],
    ['G_loss', 'loss/generator'], // BigGAN-PyTorch
    ['D_loss_real', undefined],
    ['losses/discriminator', 'loss/discriminator'], // GAN_stability
    ['losses/regularizer', undefined],
    ['losses/l_g_gan', 'loss/generator'], // BasicSR
    ['losses/l_g_percep', undefined],
    ['losses/l_d_real', undefined],
    ['out_d_real', 'score/real'],
    ['out_d_fake', 'score/fake'],
    ['train/discloss', 'loss/discriminator'], // taming-transformers
    ['train/logits_real', 'score/real'],
    ['train/aeloss', undefined],
    ['loss/d/total', 'loss/discriminator'], // vits
    ['loss/g/mel', undefined],
    ['grad_norm_d', 'grad_norm/discriminator'],
    ['losses/discriminator_loss', 'loss/discriminator'], // tensorflow/gan
    ['epoch_d_loss', 'loss/discriminator'], // Keras' TensorBoard callback
    ['train/g_loss_step', 'loss/generator'], // Lightning
  ])('%s is %s', (tag, signal) => {
    expect(signalOf(tag)).toBe(signal);
  });
});

describe('the tags of one run', () => {
  it('keep to the first tag of a signal, unless our own name turns up', () => {
    const map = new SignalMap();
    expect(map.signal('d_loss')).toBe('loss/discriminator');
    expect(map.signal('critic_loss')).toBeUndefined();
    expect(map.signal('d_loss')).toBe('loss/discriminator');
    expect(map.signal('loss/discriminator')).toBe('loss/discriminator');
    expect(map.signal('d_loss')).toBeUndefined();
  });

  it('take the total before a part that came first', () => {
    const map = new SignalMap();
    expect(map.signal('loss/g/adv')).toBe('loss/generator');
    expect(map.signal('loss/g/total')).toBe('loss/generator');
    expect(map.signal('loss/g/adv')).toBeUndefined();
  });
});
