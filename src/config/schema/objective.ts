/** What the two networks play for. A new objective is an entry here and a file in src/gan/objectives. */
import { choice } from './build.ts';

export const objectiveSchema = choice(
  'What the two networks play for. `sp(t)` is `log(1 + exp t)`, `D` gives a logit.',
  {
    minimax:
      'The game as first written: D minimises `sp(-D(x)) + sp(D(G(z)))`, G minimises `-sp(D(G(z)))`. ' +
      "G's gradient fades while D is sure of itself. D's loss is `2 ln 2` at equilibrium (Goodfellow et al. 2014, equation 1).",
    'non-saturating':
      'The same D, but G minimises `sp(-D(G(z)))`, which keeps its gradient while D is sure of itself. ' +
      "At equilibrium G's loss is `ln 2`, D's `2 ln 2` (Goodfellow et al. 2014, section 3).",
    wasserstein:
      'D minimises `D(G(z)) - D(x)`, G minimises `-D(G(z))`: the distance by which mass would have to be moved, as long as ' +
      "D's slope is bounded. So it needs a `gradient` penalty (Arjovsky et al. 2017).",
    'least-squares':
      'D minimises `((D(x) - 1)^2 + D(G(z))^2) / 2`, G minimises `(D(G(z)) - 1)^2 / 2`: no gradient fades for samples ' +
      "that D is sure of. At equilibrium D's loss is `1/4`, G's `1/8` (Mao et al. 2017).",
    hinge:
      'D minimises `max(0, 1 - D(x)) + max(0, 1 + D(G(z)))`, G minimises `-D(G(z))` (Lim and Ye 2017; Miyato et al. 2018).',
    relativistic:
      'D minimises `sp(D(G(z)) - D(x))`, G minimises `sp(D(x) - D(G(z)))`, sample by sample: each real sample is compared ' +
      'with a generated one (Jolicoeur-Martineau 2018). With `r1` and `r2` it is R3GAN (Huang et al. 2024).',
  },
);
