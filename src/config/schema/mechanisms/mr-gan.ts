/** Mechanism `mr-gan`. */
import { defaulted, exampled, number, object, optional, typeName } from '../build.ts';
import { layers } from '../network.ts';
import { optimizerSchema } from '../optimizers/index.ts';

const optimizer = optional(optimizerSchema);

export const mrGan = object(
  'MR-GAN: an encoder `E` turns real samples into latents, and G has to make them again. D, here `D_M`, tells real samples ' +
    'from these, `G(E(x))`; a second discriminator, `D_D`, tells these from `G(z)`. E and G minimise `0.2 R + 0.4 sp(-D_M(G(E(x))))` ' +
    'with `R` the mean squared distance between `x` and `G(E(x))`, G also `sp(-D_D(G(z)))`. Real samples that D_D is sure ' +
    'are of the encoder side are those that G makes nothing like (Che et al. 2016).',
  {
    type: typeName('mr-gan', 'An encoder and a second discriminator show which modes are missing (Che et al. 2016).'),
    encoder: exampled(
      object('The encoder: takes a sample, gives `latent` numbers. By default it has the optimiser of the generator.', {
        layers,
        optimizer,
      }),
      { layers: [{ dense: 128, activation: 'relu' }, { dense: 64 }] },
    ),
    diffusion: exampled(
      optional(
        object(
          'The discriminator `D_D`, which judges whether a sample was made from a code or from noise. Without it: the layers ' +
            'and the optimiser of the discriminator.',
          { layers, optimizer },
        ),
      ),
      { layers: [{ dense: 128, activation: 'leaky-relu' }, { dense: 1 }] },
    ),
    reconstruction: defaulted(
      number('How much `R`, the squared distance of a sample from what is made of its code, counts for E and G.', {
        exclusiveMinimum: 0,
        maximum: 1e6,
      }),
      0.2,
    ),
    manifold: defaulted(
      number("How much D_M's verdict on `G(E(x))` counts for E and G.", { minimum: 0, maximum: 1e6 }),
      0.4,
    ),
  },
);
