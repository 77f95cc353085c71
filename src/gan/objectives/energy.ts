/** Objective `energy`: EBGAN (Zhao et al. 2016, equations 1 and 2 and section 2.4). */
import type { ObjectiveConfig } from '../../config/index.ts';
import { add, div, matmul, mean, mul, neg, relu, sqrt, square, sub, sum, type Tensor } from '../../graph/index.ts';
import { autoencoderOf } from '../autoencoder.ts';
import type { CreateObjective } from './objective.ts';

export const energy: CreateObjective<Extract<ObjectiveConfig, { type: 'energy' }>> = ({
  margin,
  pullingAway,
  codeLayer,
  variational,
  beta,
}) => ({
  // A score is minus an energy: E(x) + [m - E(G(z))]+
  discriminator: (real, fake) => sub(mean(relu(add(fake, margin))), mean(real)),
  generator: (fake) => neg(mean(fake)),
  judge: autoencoderOf({
    ...(codeLayer !== undefined && { codeLayer }),
    ...(variational && { divergence: beta }),
  }),
  ...(pullingAway > 0 && {
    generatorLoss: (plain, { code }) => {
      const term = mul(pullingAwayTerm(code!), pullingAway);
      return { loss: add(plain, term), signals: { 'energy/pulling_away': term } };
    },
  }),
});

/**
 * How much the codes of different samples point the same way, [] in [0, 1]: the mean over pairs i != j of the squared
 * cosine of S_i and S_j (equation 5).
 * @param codes [n, code], n at least 2
 */
export function pullingAwayTerm(codes: Tensor): Tensor {
  const n = codes.shape[0]!;
  // 1e-24 as elsewhere: differentiable where a code is 0
  const directions = div(codes, sqrt(add(sum(square(codes), 1, { keepDims: true }), 1e-24)));
  const cosines = matmul(directions, directions, { transposeB: true });
  // Each with itself is 1
  return mul(sub(sum(square(cosines)), n), 1 / (n * (n - 1)));
}
