/** Objective `energy`. */
import { boolean, defaulted, exampled, integer, number, object, optional, typeName } from '../build.ts';

export const energy = object(
  'EBGAN: D is an autoencoder that ends in as many numbers as a sample has. The energy `E` is the mean squared difference ' +
    'between a sample and what comes out. D minimises `E(x) + max(0, margin - E(G(z)))`, G minimises `E(G(z))` plus ' +
    "`pullingAway` times the mean squared cosine of the codes of two of G's samples. The scores in the log are `-E` " +
    '(Zhao et al. 2016).',
  {
    type: typeName('energy', 'D is an autoencoder, which scores by how well it puts a sample together again (EBGAN).'),
    margin: defaulted(
      number(
        'The energy up to which D raises that of generated samples. About what a sample costs that D cannot put together ' +
          'again at all: the variance of the data.',
        { exclusiveMinimum: 0, maximum: 1e6 },
      ),
      1,
    ),
    pullingAway: defaulted(
      number(
        "How much is added to G's loss for samples whose codes point the same way: this weight times the mean over pairs " +
          'of the squared cosine of their codes. 0: nothing (section 2.4).',
        { minimum: 0, maximum: 1e6 },
      ),
      0.1,
    ),
    codeLayer: exampled(
      optional(
        integer(
          "Which of D's layers puts out the code, counted from 0. Without it: the one before the last that puts out the " +
            'fewest numbers, the first of them.',
          { minimum: 0, maximum: 62 },
        ),
      ),
      1,
    ),
    variational: defaulted(
      boolean(
        'D is a variational autoencoder. The code layer puts out a mean and a log variance for each number of the code, so ' +
          'twice as many numbers as the next layer takes; the code is drawn from them, and `E` has `beta` times the ' +
          "divergence of the code's distribution from a standard normal one in it (Kingma and Welling 2013).",
      ),
      false,
    ),
    beta: defaulted(number('How much the divergence counts, with `variational`.', { minimum: 0, maximum: 1e6 }), 0.01),
  },
);
