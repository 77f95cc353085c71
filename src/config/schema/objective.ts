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
  },
);
