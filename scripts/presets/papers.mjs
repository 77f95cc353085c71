/**
 * The presets by experiment: configs of presets/, what the papers say came out, and how it is counted here.
 *
 * `published` holds rows of the papers' tables, by the names of `columns`; an experiment without figures that
 * were published and checked has none and says so.
 */
const pacgan = ({ data, gan, pacgan2 }) => ({
  title: `PacGAN, 2D-${data}`,
  source: 'Lin et al. 2018, table 1: mean and standard error over 10 trials of 400 epochs (400,000 steps)',
  configs: { [`pacgan-${data}-gan`]: 'GAN', [`pacgan-${data}-pacgan2`]: 'PacGAN2' },
  columns: ['modes', 'highQuality', 'reverseKl'],
  samples: 2500,
  published: { GAN: gan, PacGAN2: pacgan2 },
});

export const experiments = {
  'pacgan-ring': pacgan({
    data: 'ring',
    gan: { modes: '6.3 ± 0.5', highQuality: '98.2 ± 0.2 %', reverseKl: '0.45 ± 0.09' },
    pacgan2: { modes: '7.9 ± 0.1', highQuality: '95.6 ± 2.0 %', reverseKl: '0.07 ± 0.03' },
  }),
  'pacgan-grid': pacgan({
    data: 'grid',
    gan: { modes: '17.3 ± 0.8', highQuality: '94.8 ± 0.7 %', reverseKl: '0.70 ± 0.07' },
    pacgan2: { modes: '23.8 ± 0.7', highQuality: '91.3 ± 0.8 %', reverseKl: '0.13 ± 0.04' },
  }),
  'unrolled-ring': {
    title: 'Unrolled GAN, the demonstration on a ring',
    source: 'Metz et al. 2017 and the notebook of the authors: 25,000 steps; pictures only, no figures',
    configs: { 'unrolled-ring-0': 'not unrolled', 'unrolled-ring-5': 'unrolled 5' },
    columns: ['modes', 'highQuality', 'reverseKl'],
    samples: 2500,
    published: {},
  },
  'mad-gan-1d': {
    title: 'MAD-GAN, five Gaussians on a line',
    source: 'Ghosh et al. 2018 and the code of the authors; its table is not repeated here, as it could not be checked',
    configs: { 'mad-gan-1d': 'MAD-GAN' },
    columns: ['modes', 'highQuality', 'reverseKl', 'kl'],
    samples: 1_000_000,
    published: {},
  },
  'wgan-gp': {
    title: 'WGAN-GP, the toy experiments',
    source: 'Gulrajani et al. 2017, figure 1b, and the code of the authors: 100,000 steps; pictures only, no figures',
    configs: { 'wgan-gp-8-gaussians': '8 Gaussians', 'wgan-gp-25-gaussians': '25 Gaussians' },
    columns: ['modes', 'highQuality', 'reverseKl'],
    samples: 2500,
    published: {},
  },
};

/** Head of a column, and how its number is written. */
export const columns = {
  modes: { head: 'modes', digits: 1, scale: 1, unit: '' },
  highQuality: { head: 'high quality', digits: 1, scale: 100, unit: ' %' },
  reverseKl: { head: 'reverse KL', digits: 2, scale: 1, unit: '' },
  kl: { head: 'KL over bins', digits: 3, scale: 1, unit: '' },
};
