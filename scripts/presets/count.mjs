/** How the papers counted: samples of a run against the modes of its data. */
/** Means and standard deviations of a config's mixture. @param data as a manifest has it */
export function modesOf(data) {
  switch (data.type) {
    case 'ring':
      return Array.from({ length: data.modes }, (_, i) => {
        const angle = (2 * Math.PI * i) / data.modes;
        return { mean: [data.radius * Math.cos(angle), data.radius * Math.sin(angle)], std: data.std };
      });
    case 'grid': {
      const at = (i) => (i - (data.side - 1) / 2) * data.spacing;
      return Array.from({ length: data.side ** 2 }, (_, i) => ({
        mean: [at(Math.floor(i / data.side)), at(i % data.side)],
        std: data.std,
      }));
    }
    case 'mixture':
      return data.means.map((mean, i) => ({ mean, std: Array.isArray(data.stds) ? data.stds[i] : data.stds }));
    default:
      throw new Error(`presets: no modes are known of data of type ${data.type}`);
  }
}

/** Standard deviations within which a sample is of high quality. */
const reach = 3;

/**
 * As VEEGAN and PacGAN count: a sample belongs to the mode that is closest in standard deviations and is of high quality
 * within three of them; a mode with one such sample is captured. Reverse KL is that of the captured modes' shares from
 * equal shares (Lin et al. 2018, section 4.1; `MetricLogger` of their code).
 * @param samples one row after the other
 */
export function onModes(samples, modes) {
  const dimensions = modes[0].mean.length;
  const counts = modes.map(() => 0);
  const n = samples.length / dimensions;
  for (let row = 0; row < n; row++) {
    let [closest, least] = [-1, Infinity];
    for (const [mode, { mean, std }] of modes.entries()) {
      let square = 0;
      for (let i = 0; i < dimensions; i++) square += ((samples[row * dimensions + i] - mean[i]) / std) ** 2;
      if (square < least) [closest, least] = [mode, square];
    }
    if (Math.sqrt(least) < reach) counts[closest]++;
  }
  const good = counts.reduce((sum, count) => sum + count, 0);
  const shares = counts.filter((count) => count > 0).map((count) => count / good);
  return {
    modes: shares.length,
    highQuality: good / n,
    /** Undefined where there is no good sample. */
    reverseKl: good === 0 ? undefined : shares.reduce((sum, share) => sum + share * Math.log(share * modes.length), 0),
  };
}

const [first, last, width] = [-10, 130, 0.1];

/**
 * KL(generated || real) of samples on a line over bins from -10 to 130, a tenth wide. Bins in which no real sample is to
 * be expected among as many are left out on both sides (Ghosh et al. 2018; metrics/metric.py of their code,
 * where real samples are drawn; here their expected number is used).
 */
export function klOnLine(samples, modes) {
  const bins = Math.round((last - first) / width);
  const generated = new Array(bins).fill(0);
  for (const x of samples) {
    const bin = Math.floor((x - first) / width);
    if (bin >= 0 && bin < bins) generated[bin]++;
  }
  // The density at a bin's middle times its width: a bin is a tenth of the narrowest deviation
  const real = generated.map((_, i) => {
    const x = first + (i + 0.5) * width;
    const densities = modes.map(
      ({ mean: [mean], std }) => Math.exp(-(((x - mean) / std) ** 2) / 2) / (std * Math.sqrt(2 * Math.PI)),
    );
    return (width * densities.reduce((sum, density) => sum + density, 0)) / modes.length;
  });
  const kept = generated.map((_, i) => i).filter((i) => real[i] * samples.length >= 0.5);
  const total = (list) => kept.reduce((sum, i) => sum + list[i], 0);
  const [allGenerated, allReal] = [total(generated), total(real)];
  if (allGenerated === 0) return undefined;
  return kept.reduce((sum, i) => {
    const share = generated[i] / allGenerated;
    return share === 0 ? sum : sum + share * Math.log((share * allReal) / real[i]);
  }, 0);
}
