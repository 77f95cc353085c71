/** All layers. A new one is a file beside these and an entry here: its kind key and its schema. */
import type { Static } from 'typebox';
import { exampled, variantsByKey, type Resolved } from '../build.ts';
import type { activation } from '../activation.ts';
import type { initializer } from '../initializer.ts';
import { batchNorm } from './batch-norm.ts';
import { conv2d } from './conv2d.ts';
import { conv2dTranspose } from './conv2d-transpose.ts';
import { dense } from './dense.ts';
import { dropout } from './dropout.ts';
import { flatten } from './flatten.ts';
import { layerNorm } from './layer-norm.ts';
import { maxout } from './maxout.ts';
import { minibatchDiscrimination } from './minibatch-discrimination.ts';
import { minibatchStddev } from './minibatch-stddev.ts';
import { reshape } from './reshape.ts';
import { residual } from './residual.ts';
import { upsample } from './upsample.ts';

const plainKinds = [
  'dense',
  'conv2d',
  'conv2d-transpose',
  'upsample',
  'reshape',
  'flatten',
  'batch-norm',
  'layer-norm',
  'maxout',
  'dropout',
  'minibatch-discrimination',
  'minibatch-stddev',
] as const;
const layerKinds = [...plainKinds, 'residual'] as const;

const words = 'A layer, named by its kind: `{ "dense": 128, "activation": "relu" }`.';

/** All that hold no layers themselves. */
const plainLayers = [
  dense,
  conv2d,
  conv2dTranspose,
  upsample,
  reshape,
  flatten,
  batchNorm,
  layerNorm,
  maxout,
  dropout,
  minibatchDiscrimination,
  minibatchStddev,
] as const;

const block = residual(variantsByKey(words, plainKinds, [...plainLayers]), [
  { dense: 128, activation: 'relu' },
  { dense: 128 },
]);

export const layerSchema = exampled(
  variantsByKey(words, layerKinds, [...plainLayers, block]),
  { dense: 128, activation: 'relu' },
  { conv2d: 64, activation: 'leaky-relu' },
  { 'conv2d-transpose': 32, activation: 'relu' },
  { upsample: 2 },
  { reshape: [64, 7, 7] },
  { flatten: true },
  { 'batch-norm': true, activation: 'relu' },
  { 'layer-norm': true, activation: 'leaky-relu' },
  { maxout: 200, pieces: 5 },
  { dropout: 0.3 },
  { residual: [{ dense: 128, activation: 'relu' }, { dense: 128 }], activation: 'relu' },
  { 'minibatch-discrimination': 100, dimensions: 5 },
  { 'minibatch-stddev': 4 },
);

export type LayerInput = Static<typeof layerSchema>;
export type LayerConfig = Resolved<typeof layerSchema>;
export type Activation = Static<typeof activation>;
export type Initializer = Static<typeof initializer>;
export type LayerKind = (typeof layerKinds)[number];
/** Layers that make what comes out for a sample depend on its whole batch. */
export const batchwiseLayers: ReadonlySet<LayerKind> = new Set([
  'batch-norm',
  'minibatch-discrimination',
  'minibatch-stddev',
]);

/** The layers of one kind, with or without their defaults. */
export type LayerConfigOf<Kind extends LayerKind> = Extract<LayerConfig, Readonly<Record<Kind, unknown>>>;
export type LayerInputOf<Kind extends LayerKind> = Extract<LayerInput, Readonly<Record<Kind, unknown>>>;

/** What a valid layer is: it has the key of exactly one kind. */
export function kindOfLayer(layer: LayerConfig | LayerInput): LayerKind {
  return layerKinds.find((kind) => kind in layer)!;
}
