import { expect, test } from 'vitest';
import { groupsOf } from '../../../webview/data/groups.ts';

test("our own tags: losses, scores, gradient norms; the discriminator's or real one first", () => {
  const groups = groupsOf([
    'loss/generator',
    'loss/discriminator',
    'grad_norm/generator',
    'grad_norm/discriminator',
    'score/fake',
    'score/real',
    'progress/steps_per_second',
    'gradient_share/generator',
  ]);
  expect(groups.map(({ id, curves }) => [id, ...curves.map(({ label, side }) => `${label}: ${side}`)])).toEqual([
    ['loss', 'discriminator: real', 'generator: generated'],
    ['score', 'real: real', 'fake: generated'],
    ['gradient', 'discriminator: real', 'generator: generated'],
    ['other', 'generator: generated'],
  ]);
});

test('tags of other programs find their charts and sides', () => {
  const sides = (...tags: readonly string[]) =>
    groupsOf(tags).map(({ id, curves }) => [id, ...curves.map(({ tag, side }) => `${tag}: ${side}`)]);
  expect(sides('Loss_G', 'Loss_D', 'D(x)', 'D_G_z1')).toEqual([
    ['loss', 'Loss_D: real', 'Loss_G: generated'],
    ['score', 'D(x): real', 'D_G_z1: generated'],
  ]);
  expect(sides('train/errG', 'train/errD', 'fid')).toEqual([
    ['loss', 'train/errD: real', 'train/errG: generated'],
    ['other', 'fid: 0'],
  ]);
});

test('a second line of the same side gets a colour of its own', () => {
  const [losses] = groupsOf(['loss/generator', 'loss/discriminator', 'loss/generator_ema', 'loss/reconstruction']);
  expect(losses?.curves.map(({ label, side }) => [label, side])).toEqual([
    ['discriminator', 'real'],
    ['generator', 'generated'],
    ['generator ema', 0],
    ['reconstruction', 1],
  ]);
});

test('a chart shows so many lines as can be told apart', () => {
  const [other] = groupsOf(Array.from({ length: 30 }, (_, i) => `metric/${i}`));
  expect(other?.curves).toHaveLength(8);
});
