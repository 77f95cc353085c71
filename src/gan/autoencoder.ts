/** A D that is an autoencoder: it scores a sample by how well it can put it together again from its code. */
import { add, concat, exp, mean, mul, neg, reshape, slice, square, sub, sum, type Tensor } from '../graph/index.ts';
import { carried, codeLayerOf, createNetwork, networkShape } from '../nn/index.ts';
import type { CreateJudge } from './discriminator.ts';
import { slicesAt } from './generators.ts';

export interface AutoencoderOptions {
  /** Which layer puts out the code; the narrowest where absent. */
  readonly codeLayer?: number;
  /**
   * How much the divergence of a code's distribution from a standard normal one counts. The code layer then puts out a
   * mean and a log variance for each number of the code, and the code is drawn from them.
   */
  readonly divergence?: number;
}

/**
 * The score is minus the energy: the mean over a sample's numbers of the squared difference between it and what comes
 * out of the autoencoder; with `divergence`, plus that many times the divergence of the code, summed over its numbers
 * (Kingma and Welling 2013, equation 10). Real samples have little energy, so a higher score is more real.
 */
export function autoencoderOf({ codeLayer, divergence }: AutoencoderOptions): CreateJudge {
  return (layers, input, { noise } = {}) => {
    const last = codeLayer ?? codeLayerOf(networkShape(layers, input).layers);
    const encoder = createNetwork(layers.slice(0, last + 1), input, 'discriminator', noise);
    const [outputs = 0] = encoder.output;
    const code = divergence === undefined ? encoder.output : [outputs / 2];
    const decoder = createNetwork(layers.slice(last + 1), code, 'discriminator', noise);
    const size = encoder.size + decoder.size;
    const ofEncoder = (parameters: Tensor): Tensor => slice(parameters, 0, 0, encoder.size);
    const ofDecoder = (parameters: Tensor): Tensor => slice(parameters, 0, encoder.size, size);
    const encode = (parameters: Tensor, x: Tensor): Tensor => encoder.apply(ofEncoder(parameters), x);
    const decode = (parameters: Tensor, c: Tensor): Tensor => decoder.apply(ofDecoder(parameters), c);
    const part = (encoded: Tensor, half: 0 | 1): Tensor =>
      slice(encoded, 1, (half * outputs) / 2, ((half + 1) * outputs) / 2);
    const meanOf = (encoded: Tensor): Tensor => (divergence === undefined ? encoded : part(encoded, 0));
    const samplewise = encoder.samplewise && decoder.samplewise;
    const divergenceOf = (centre: Tensor, logVariance: Tensor): Tensor =>
      mul(sum(sub(add(exp(logVariance), square(centre)), add(logVariance, 1)), 1), 0.5);
    return {
      size,
      slices: [...slicesAt(encoder, 'encoder', 0), ...slicesAt(decoder, 'decoder', encoder.size)],
      samplewise,
      initial(random) {
        const vector = new Float64Array(size);
        vector.set(encoder.initial(random.split('encoder')));
        vector.set(decoder.initial(random.split('decoder')), encoder.size);
        return vector;
      },
      apply: (parameters, x) => decode(parameters, meanOf(encode(parameters, x))),
      sample: (parameters, x) =>
        decoder.sample(ofDecoder(parameters), meanOf(encoder.sample(ofEncoder(parameters), x))),
      ...((encoder.carry ?? decoder.carry) !== undefined && {
        carry: (before: Tensor, after: Tensor) =>
          concat(
            [
              carried(encoder, ofEncoder(before), ofEncoder(after), undefined),
              carried(decoder, ofDecoder(before), ofDecoder(after), undefined),
            ],
            0,
          ),
      }),
      judge(parameters, samples, { normal }) {
        const encoded = encode(parameters, samples);
        const centre = meanOf(encoded);
        const energyOf = (drawn: Tensor): Tensor => squaredError(decode(parameters, drawn), samples);
        if (divergence === undefined) return verdict(energyOf(centre), centre);
        const logVariance = part(encoded, 1);
        const drawn = add(centre, mul(exp(mul(logVariance, 0.5)), normal(centre.shape)));
        const apart = divergenceOf(centre, logVariance);
        return verdict(add(energyOf(drawn), mul(apart, divergence)), centre);
      },
      ...(samplewise && {
        // With the mean of a code in the place of one that is drawn
        rate(parameters: Tensor, samples: Tensor) {
          const encoded = encoder.sample(ofEncoder(parameters), samples);
          const centre = meanOf(encoded);
          const energy = squaredError(decoder.sample(ofDecoder(parameters), centre), samples);
          if (divergence === undefined) return verdict(energy, centre).score;
          const apart = divergenceOf(centre, part(encoded, 1));
          return verdict(add(energy, mul(apart, divergence)), centre).score;
        },
      }),
    };
  };
}

function verdict(energy: Tensor, code: Tensor): ReturnType<ReturnType<CreateJudge>['judge']> {
  const score = reshape(neg(energy), [-1, 1]);
  return { output: score, score, code: reshape(code, [code.shape[0]!, -1]) };
}

/** Mean over each sample's numbers, [n]. */
function squaredError(a: Tensor, b: Tensor): Tensor {
  const rows = (x: Tensor): Tensor => reshape(x, [x.shape[0]!, -1]);
  return mean(square(sub(rows(a), rows(b))), 1);
}
