/**
 * Mechanism `mr-gan` (Che et al. 2016, sections 3.2 and 3.3): an encoder E, so that G has to make every real sample again,
 * and a second discriminator, D_D, which tells what comes out then from what G makes of fresh latents. D itself is D_M.
 */
import type { MechanismConfig } from '../../config/index.ts';
import { add, greater, mean, mul, reshape, square, sub, sum, type Tensor } from '../../graph/index.ts';
import type { CreateMechanism, Scene } from './mechanism.ts';

/** The logit above which D_D is sure of the encoder side: a probability of 0.9. */
const sure = Math.log(9);

export const mrGan: CreateMechanism<Extract<MechanismConfig, { type: 'mr-gan' }>> = ({
  encoder,
  diffusion,
  reconstruction: reconstructionWeight,
  manifold: manifoldWeight,
}) => ({
  players: ({ latent, discriminator }, sample) => [
    { name: 'encoder', side: 'generator', input: sample, output: [latent], ...encoder },
    { name: 'diffusion', side: 'discriminator', input: sample, output: [1], ...(diffusion ?? discriminator) },
  ],
  contender: madeAgain,
  discriminatorLoss(plain, scene) {
    const [again, fake] = [judged(scene, madeAgain(scene), 'again'), judged(scene, scene.fake, 'diffused')];
    const judge = scene.objective.discriminator(again, fake);
    const encoderSide = mean(greater(judged(scene, scene.real(), 'real'), sure));
    return { loss: add(plain, judge), signals: { 'loss/judge': judge, 'score/encoder_side': encoderSide } };
  },
  generatorLoss(plain, scene) {
    const again = madeAgain(scene);
    const n = again.shape[0]!;
    const reconstruction = mean(sum(square(reshape(sub(scene.real(), again), [n, -1])), 1));
    const manifold = add(mul(reconstruction, reconstructionWeight), mul(plain, manifoldWeight));
    const diffused = scene.objective.generator(judged(scene, scene.fake, 'diffused'), () =>
      judged(scene, again, 'again'),
    );
    return {
      loss: add(manifold, diffused),
      signals: { 'loss/reconstruction': reconstruction, 'loss/manifold': manifold, 'loss/diffusion': diffused },
    };
  },
});

/** G(E(x)), [n, ...sample]. */
function madeAgain({ real, apply }: Scene): Tensor {
  return apply('generator', apply('encoder', real()));
}

/** D_D's verdict, a logit [n, 1]: above 0 for the encoder side. */
function judged({ apply, seen }: Scene, samples: Tensor, kind: string): Tensor {
  return apply('diffusion', seen(samples, kind));
}
