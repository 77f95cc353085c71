/** Every number that decides anything, with its reason. Rules and measurements have none of their own. */

/** How the real data is taken apart. */
export const structure = {
  /** Real samples looked at: distances of all pairs are needed once. */
  mostReal: 2000,
  /** Neighbours of the density estimate: more blur rare modes (one of 1 % of 2000 has 20 samples). */
  neighbours: 10,
  /**
   * Least drop of the log density between a mode's peak and the pass to the next. The log of a density from k = 10
   * neighbours has a standard deviation of 1 / sqrt(10) = .32; the range of some hundred independent ones is about 5
   * of these, 1.5: less than this is noise.
   */
  prominence: 1.5,
  /** Fewer points than this, or this share, are stragglers and not a mode. */
  smallestCluster: 8,
  smallestShare: 0.004,
  /** With two clusters nothing is left to be missing without half of the data missing; cells see more. */
  fewestModes: 3,
  /** Mean silhouette from which a clustering is more than an artefact (Kaufman and Rousseeuw 1990: .5, "reasonable"). */
  separation: 0.5,
  /** Parts of data without modes: enough to see a gap in a curve, few enough to count in one snapshot of 500. */
  cells: 12,
  smallestCell: 16,
  /** Up to so many dimensions cells are compact pieces (k-means); above, communities of neighbours find classes better. */
  fewDimensions: 3,
  /** Neighbours in that graph, for each root of the number of points: 15 of 512, 30 of 2000 (Levine et al. 2015: 30). */
  graphNeighbours: 2 / 3,
  /** Up to this part of the way to the next centre a sample still belongs to its mode. */
  wayToNext: 0.25,
  /** Real samples' own distances to their nearest neighbour, with a little room for unseen ones. */
  reachFactor: 1.1,
  reachQuantile: 0.99,
} as const;

export const snapshot = {
  /** Samples measured of each snapshot: shares are then known to 1.6 %. */
  mostSamples: 1000,
  /** Standard deviations within which a sample is on a mode (holds 98.9 % of a Gaussian in the plane). */
  modeRadius: 3,
  /** Collapsed: 90 % of the samples at this share of the parts, and never more than... two of them are always few. */
  collapsedShare: 0.25,
  /** Or a spread below this part of the data's: a mean over two opposite modes of a ring still has all of it. */
  collapsedSpread: 0.15,
  /** Off the data, closeness to parts means little: a cloud between modes counts as collapsed only if it is small. */
  collapsedSpreadOff: 0.5,
  /** Fewer than this share near the data: the samples are off it. */
  offData: 0.2,
  /** Spreads of the data beyond which nothing real lies, by any distribution with a variance. */
  exploded: 30,
} as const;

export const samples = {
  /** Snapshots that wait for real data to be logged. */
  mostWaiting: 4,
  /** Longest memory of any rule. */
  mostSnapshots: 40,
  /** Shares of parts kept for looking back, over all snapshots. */
  mostShares: 200_000,
  /** A run has got going once it was spread out and this much of it near the data. */
  goingNear: 0.2,
  goingSpread: 0.5,
  /** Distances to all training points are taken of so many samples. */
  mostCompared: 500,
  mostTraining: 4000,
  /** Real samples that need no more added to them. */
  enoughReal: 1000,
  /** Distance to the sample at the same place against that to another: independent ones have 1, fixed latents little. */
  repeated: 0.6,
  /** Rows looked at to tell real samples that are logged again from new ones. */
  mostChecked: 50,
} as const;

export const collapse = {
  /** Collapsed snapshots in a row after the run had got going: one may be a bad moment. */
  raise: 2,
  /**
   * Before that: nearly every run starts as a small cloud and stays one for up to five snapshots, so that only a
   * longer spell means something.
   */
  raiseEarly: 7,
  /** On the data it passes sooner: no run that came out well was collapsed there for more than three snapshots. */
  raiseOnData: 5,
  /**
   * A spread that had been this large and is a third of it or less has fallen together: that is no beginning. Untrained
   * generators have .1 to .15, and no run that came out well did this.
   */
  fellFrom: 0.25,
  fellTo: 1 / 3,
  clear: 2,
  /** Off the data from the start: only a cloud that has moved this many data spreads is more than untrained. */
  moved: 0.5,
  /** And one that still grows, by this factor over the spell, is learning. */
  growing: 1.5,
} as const;

export const hopping = {
  raise: 1,
  clear: 2,
  /** Collapsed snapshots that are looked at. */
  window: 10,
  /** Last snapshots of which so many must be collapsed, to raise and to stay: it is a state, not a stumble. */
  fewest: 5,
  steady: 4,
  steadyToStay: 3,
  /** Share of the steps from one snapshot to the next in which the dominant part changes, to raise and to stay. */
  changes: 0.4,
  changesToStay: 0.2,
  /** Collapsed snapshots in a row without a change, after which it has come to rest. */
  rest: 5,
  /** Different dominant parts: two that take turns are one collapse onto both. */
  distinct: 3,
  /** Farther off than this many data spreads it is no mode any more that they hop to. Hopping runs reach 2.7. */
  farthest: 5,
  /** Share of the samples that must have moved to call it a change: two even modes swap first place by chance. */
  moved: 0.5,
} as const;

export const dropping = {
  /** Verdicts: a mode can be away for a moment. Cells are no modes and their borders are arbitrary: one more. */
  raise: 2,
  raiseCells: 3,
  clear: 2,
  /** A mode is missing when the upper bound of (generated share / real share) is below this: an effect, not a p-value. */
  ratio: 0.25,
  /** To stay missing less is asked for. */
  ratioToStay: 0.4,
  /**
   * And what was seen of it must be this part of that bound or less: a tenth of its share. However many samples there
   * are, a mode with a fifth of its share is thin and not gone. In labelled runs missing modes have at most .05 of it, and
   * the thinnest mode of healthy ones .2 (half of the time; at its worst .14).
   */
  seenOfRatio: 0.4,
  /** Probability of calling any mode missing that has that share (Holm-corrected over the modes). */
  alpha: 0.01,
  /** Modes that are missing together are held to account together when each should have had so many samples. */
  expectedEach: 8,
  /** Samples that the mode should have had in the pool: zero of 40 is decisive even for one mode of 100. */
  expected: 40,
  mostPooled: 12,
  /** Share of samples near the data without which missing modes are the least problem. */
  near: 0.6,
  nearCells: 0.5,
  nearToStay: 0.4,
} as const;

export const memorisation = {
  /** Distance to the training data below which only 5 % of held-out data is. */
  closeShare: 0.05,
  /** Copies, by lower bound, to raise: ten times what a good generator has. */
  share: 0.5,
  shareToStay: 0.35,
  alpha: 0.01,
  raise: 2,
  clear: 2,
} as const;

export const noOverlap = {
  raise: 2,
  clear: 2,
  /** The discriminator's loss against its start: this sure of itself. */
  lossOfStart: 0.25,
  /** With such a loss it is certain, whatever the generator's gradient. */
  lossCertain: 0.02,
  /** The generator's gradient against its own 95 % quantile, or absolutely: gone. */
  gradientOfOwn: 0.02,
  gradientGone: 1e-3,
  startValues: 3,
  window: 5,
} as const;

export const diverging = {
  raise: 2,
  clear: 3,
  /** Growth of a loss over its early size beyond any that a finite game has. */
  growth: 1000,
  early: 10,
  window: 20,
  /** A loss that began smaller is held against this: near zero, a factor means nothing. */
  floor: 1,
} as const;

export const lossCorrelation = {
  raise: 3,
  clear: 6,
  /** Values looked at and blocks that their medians are taken over: trends, not noise. */
  window: 300,
  fewest: 60,
  blocks: 12,
  /** Kendall's tau of the generator's block medians against time: nearly every pair falls. */
  strength: 0.75,
  strengthToStay: 0.5,
  /** Probability of such a trend by chance, sample size corrected for autocorrelation. */
  alpha: 0.001,
  /** Spread of the discriminator's loss against its median: hardly varies. */
  steady: 0.1,
  /** Fall of the generator's loss over the window against its level: more than a drift. */
  fall: 0.2,
} as const;

export const duplicateSamples = {
  raise: 2,
  clear: 2,
  /** Samples compared, of generated and real ones alike: pairs grow with the square. */
  most: 500,
  fewest: 50,
  /** In spreads of the data: nearer than this no two samples of a continuous distribution should be by chance. */
  tolerance: 0.001,
  /** Share with a near-identical one, by lower bound: a tenth is no accident any more... */
  share: 0.1,
  /** ... unless real samples do it too (few values, tight modes): so many times theirs, by upper bound. */
  timesReal: 3,
  alpha: 0.01,
} as const;

export const latentIgnored = {
  raise: 3,
  clear: 2,
  /** Samples compared with their latents; all pairs are needed. */
  most: 300,
  fewest: 50,
  /** Of one class, where the generator is told classes. */
  fewestOfClass: 8,
  /**
   * Squared distance correlation of latents and samples, unbiased: 0 where they are independent, with a standard
   * deviation of about 1.4 / n, .005 for 300. A sample that follows one of 64 latents alone has about .05.
   */
  dependence: 0.01,
  /** Spread against the data's below which there is no variation to explain. */
  constant: 0.01,
} as const;

export const discriminatorTooWeak = {
  raise: 5,
  clear: 3,
  /** Values that the medians are taken over. */
  window: 20,
  /** Difference of mean scores, in log-odds. At .1 a discriminator still taught in runs that came out well. */
  gap: 0.05,
  /** Directions of the sliced Wasserstein distance. */
  directions: 32,
  /** Distance to the real data, in its spreads, and against that between two halves of the real data: not fine detail. */
  distance: 0.15,
  timesUsual: 5,
} as const;

export const gradients = {
  raise: 3,
  clear: 3,
  /** Judged at every tenth value: a median over 20 then has moved on by half. */
  every: 10,
  /** The first values that are the run's own measure, and the last ones that are held against it. */
  early: 30,
  window: 20,
  /** Faded to a hundredth: annealing and convergence take a gradient down by ten or thirty. */
  vanished: 0.01,
  /** Grown a hundredfold. Sharp objectives on separate modes grow tenfold in good runs. */
  exploded: 100,
} as const;

export const sparseGradient = {
  raise: 3,
  clear: 3,
  every: 10,
  window: 20,
  /** Effective share of samples in the gradient: of a batch of 128, a dozen do the work. Normal gradients have .6. */
  share: 0.1,
  shareToStay: 0.15,
} as const;

export const classCollapse = {
  raise: 2,
  clear: 2,
  /** Snapshots pooled, and fewest samples of a class in them: with fewer the bound below says nothing. */
  pooled: 4,
  fewest: 20,
  /** Real samples that others are held against: enough for a hundred of each of ten classes. */
  mostReal: 1000,
  /** Upper bound of the share of samples that are of the class asked for, against real samples of it. */
  ratio: 0.25,
  /** Chance of calling a class missing that is not, over all classes. */
  alpha: 0.01,
  /** Spread within a class, against that of its real samples: below it all are the same to the eye. */
  spread: 0.1,
  /** Both limits times this while the finding is open. */
  toStay: 1.5,
} as const;

export const redundantGenerators = {
  raise: 3,
  clear: 2,
  /** Shares in common, of the parts that two generators cover: 1 is the same distribution. */
  overlap: 0.8,
  overlapToStay: 0.7,
  /** Fewest samples of each, pooled over so many snapshots: with fewer, chance alone keeps shares apart. */
  fewest: 50,
  pooled: 3,
} as const;

export const starvingMode = {
  raise: 3,
  clear: 3,
  every: 10,
  window: 20,
  /** Share of real samples recognised with confidence: one mode of ten. Chance gives next to none. */
  share: 0.1,
  shareToStay: 0.05,
} as const;

export const stalled = {
  /** Intervals between records that the usual one is the median of. */
  window: 50,
  fewest: 5,
  /** Usual intervals without a record; evaluation or a checkpoint may take ten. */
  intervals: 20,
  /** And never sooner than this, in seconds: a suspended laptop or a slow disk is no hang. */
  seconds: 30,
} as const;

/** Comparing by a network of the user's own. */
export const features = {
  /** Samples compared: an Inception network takes a tenth of a second for each. */
  mostReal: 500,
  mostGenerated: 128,
  /** Samples at a time: logs, and requests, come between. */
  batch: 8,
  /** Numbers in a set of samples, and in all snapshots that wait: 64 MiB. */
  mostNumbers: 2 ** 24,
  mostWaiting: 2 ** 24,
  /** Kynkaanniemi et al. 2019, section 3. */
  neighbours: 3,
} as const;

/** Grids of images in logs made elsewhere. */
export const tiles = {
  /** Pixels of a picture: 4096 x 4096 take 48 MiB once decoded. */
  mostPixels: 2 ** 24,
  /** Tiles are no smaller; so are those of the smallest data sets that people train on. */
  smallest: 8,
  /** Of larger ones blocks of pixels are averaged: modes differ in more than fine detail. */
  largestSide: 32,
  mostTiles: 1024,
  /** torchvision's default, and the most that is looked for. */
  usualPadding: 2,
  mostPadding: 8,
  /** Variance of a profile that a period explains, adjusted for its length: half of it is no accident, ... */
  period: 0.5,
  /** ... on average of rows and columns, of which neither may be nearly without: pictures are often symmetric one way. */
  periodEach: 0.3,
  /** A smaller tile is taken where its period is this good against the best larger one. */
  asGood: 0.8,
} as const;
