/** Published measures on plain arrays of samples and series; every one names its definition. */
export { binomialLowerTail, ratioUpperBound, shareLowerBound, shareUpperBound } from './binomial.ts';
export { communities, type CommunityOptions } from './communities.ts';
export {
  bootstrapResamples,
  meanInterval,
  shareDifferenceInterval,
  wilsonInterval,
  type Interval,
} from './confidence.ts';
export { coverage, type Coverage } from './coverage.ts';
export { densityClusters, type DensityClustering, type DensityOptions } from './density-clusters.ts';
export {
  bins,
  binsFromCounts,
  kernelDistanceTo,
  mmd,
  randomDirections,
  slicedWasserstein,
  slicedWassersteinTo,
  type Bins,
  type Kernel,
  type Mmd,
  type SlicedWasserstein,
} from './discrepancy.ts';
export { distanceCorrelation } from './distance-correlation.ts';
export { reverseKl } from './divergence.ts';
export { collisionProbability, duplicates, type Duplicates } from './duplicates.ts';
export { kMeans, kMeansBySilhouette, type Clustering, type KMeans, type KMeansOptions } from './kmeans.ts';
export { countOnModes, modeReach, reverseKlOfCounts, type ModeCounts, type RoundMode } from './known-modes.ts';
export { NearestIndex } from './nearest-index.ts';
export {
  kthDistances,
  nearest,
  neighbours,
  oneNearestNeighbourAccuracy,
  type Nearest,
  type Neighbours,
} from './neighbours.ts';
export { pca, project, projectWithResidual, type Pca } from './pca.ts';
export {
  distancesOfFour,
  joined,
  meanOf,
  median,
  points,
  quantile,
  rows,
  spreadOf,
  squaredDistance,
  thinned,
  squaredDistanceUpTo,
  type Points,
} from './points.ts';
export { adjustedRand, silhouette, type Silhouette } from './silhouette.ts';
export { incompleteBeta, incompleteBetaInverse, logGamma, normalQuantile, normalUpperTail } from './special.ts';
export {
  blockMedians,
  correlation,
  effectiveCount,
  lagOneAutocorrelation,
  mannKendall,
  rankCorrelation,
  robustSpread,
  theilSenSlope,
  type MannKendall,
} from './trend.ts';
export { trustworthiness } from './trustworthiness.ts';
export { Tsne, type TsneOptions } from './tsne.ts';
export { vendiScore, type Similarity } from './vendi.ts';
