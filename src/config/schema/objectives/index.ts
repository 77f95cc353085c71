/**
 * What the two networks play for. A new objective is an entry here and a file in src/gan/objectives; one with settings
 * is a file beside this one, too.
 */
import type { Static } from 'typebox';
import { variantsByType, wordOrObject, type Resolved } from '../build.ts';
import { energy } from './energy.ts';

export const objectiveSchema = wordOrObject(
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
      "D's slope is bounded. So it needs a `gradient` penalty, or `clip` (Arjovsky et al. 2017).",
    'least-squares':
      'D minimises `((D(x) - 1)^2 + D(G(z))^2) / 2`, G minimises `(D(G(z)) - 1)^2 / 2`: no gradient fades for samples ' +
      "that D is sure of. At equilibrium D's loss is `1/4`, G's `1/8` (Mao et al. 2017).",
    hinge:
      'D minimises `max(0, 1 - D(x)) + max(0, 1 + D(G(z)))`, G minimises `-D(G(z))` (Lim and Ye 2017; Miyato et al. 2018).',
    relativistic:
      'D minimises `sp(D(G(z)) - D(x))`, G minimises `sp(D(x) - D(G(z)))`, sample by sample: each real sample is compared ' +
      'with a generated one (Jolicoeur-Martineau 2018). With `r1` and `r2` it is R3GAN (Huang et al. 2024).',
    energy:
      'EBGAN: D is an autoencoder, and `E` the mean squared difference between a sample and what comes out. D minimises ' +
      '`E(x) + max(0, margin - E(G(z)))`, G minimises `E(G(z))` plus a pulling-away term (Zhao et al. 2016). As an object, ' +
      '`{ "type": "energy" }`, it takes settings.',
  },
  variantsByType('An objective with settings.', [energy]),
  { type: 'energy', margin: 1, pullingAway: 0.1 },
);

export type ObjectiveInput = Static<typeof objectiveSchema>;
type WithSettings = Extract<Resolved<typeof objectiveSchema>, object>;
/** As the trainer reads it: one that has settings has them. */
export type ObjectiveConfig = Exclude<ObjectiveInput, object | WithSettings['type']> | WithSettings;
