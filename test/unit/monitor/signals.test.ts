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
});
