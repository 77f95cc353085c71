/** What the tests of networks and games share: graphs run on the reference engine, in double precision. */
import { readFileSync } from 'node:fs';
import { reference } from '../../../src/engine/reference/index.ts';
import { program, type Program, type Tensor } from '../../../src/graph/index.ts';

export type Values = Readonly<Record<string, ArrayLike<number>>>;

/** Runs a program `calls` times and gives what it put out last, and its state then. */
export async function runProgram(
  traced: Program,
  feeds: Values = {},
  state: Values = {},
  calls = 1,
): Promise<{ outputs: Record<string, number[]>; state: Record<string, number[]> }> {
  const executable = await reference.compile(traced, float64(state));
  let outputs: Record<string, number[]> = {};
  for (let i = 0; i < calls; i++) outputs = lists(await executable.step(float64(feeds)));
  const after = lists(executable.readState());
  await executable.dispose();
  return { outputs, state: after };
}

/** The values of tensors whose inputs are leaves named in `feeds`, of these shapes. */
export async function evaluate(
  shapes: Readonly<Record<string, readonly number[]>>,
  make: (inputs: Readonly<Record<string, Tensor>>) => Readonly<Record<string, Tensor>>,
  feeds: Values,
): Promise<Record<string, number[]>> {
  const traced = program({ inputs: shapes, state: {} }, (inputs) => ({ state: {}, outputs: make(inputs) }));
  return (await runProgram(traced, feeds)).outputs;
}

function float64(values: Values): Record<string, Float64Array> {
  return Object.fromEntries(Object.entries(values).map(([name, numbers]) => [name, Float64Array.from(numbers)]));
}

function lists(values: Values): Record<string, number[]> {
  return Object.fromEntries(Object.entries(values).map(([name, numbers]) => [name, Array.from(numbers)]));
}

/** Largest difference, against the largest number expected. */
export function relativeError(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity;
  const largest = Math.max(...expected.map(Math.abs));
  const worst = Math.max(...actual.map((value, i) => Math.abs(value - expected[i]!)));
  return Number.isNaN(worst) ? Infinity : worst / largest;
}

/** Nested lists to one list, row by row. */
export function flat(values: unknown): number[] {
  return Array.isArray(values) ? values.flatMap(flat) : [values as number];
}

/** PyTorch stores the weight of a linear layer as [outputs, inputs], this project as [inputs, outputs]. */
export function transposed(weight: readonly (readonly number[])[]): number[][] {
  return weight[0]!.map((_, column) => weight.map((row) => row[column]!));
}

/** A network's vector from a state of PyTorch with the weights w1, w2, ... and biases b1, b2, ... */
export function vectorOf(parameters: Weights): number[] {
  const depth = Object.keys(parameters).length / 2;
  return Array.from({ length: depth }, (_, i) => [
    ...flat(transposed(parameters[`w${i + 1}`] as number[][])),
    ...flat(parameters[`b${i + 1}`]),
  ]).flat();
}

/** Weights w1, w2, ... and biases b1, b2, ... as PyTorch has them. */
export type Weights = Readonly<Record<string, unknown>>;

/** A loss and its gradient by a network's weights. */
export interface LossAndGradient {
  readonly loss: number;
  readonly gradients: Weights;
}

/** test/data/gradients/objectives_tanh_mlp.json: made by PyTorch in double precision. */
interface ObjectivesReference {
  readonly inputs: { readonly real: number[][]; readonly fake: number[][] };
  readonly parameters: Weights;
  readonly expected: { readonly score_real: number[] } & Readonly<Record<string, LossAndGradient>>;
}

/** test/data/gradients/unrolled_2_adam.json: made by PyTorch in double precision. */
interface AdamReference {
  readonly inputs: Readonly<Record<'real' | 'z_for_d_step' | 'z_for_g_step', number[][]>>;
  readonly parameters: { readonly discriminator: Weights; readonly generator: Weights };
  readonly expected: {
    readonly d_loss: number;
    readonly d_gradients: Weights;
    readonly d_after_step: Weights;
    readonly d_moments_after_step: Readonly<Record<string, { readonly m: unknown; readonly v: unknown }>>;
    readonly unrolled_d: Weights;
    readonly g_loss: number;
    readonly g_gradients: Weights;
    readonly g_gradients_without_unrolling: Weights;
    readonly g_gradients_unrolled_but_not_differentiated: Weights;
    readonly g_after_step: Weights;
  };
}

/** test/data/gradients/wgan_gp_tanh_mlp.json, and so on: penalties on a network's slope. */
interface PenaltyReference<Input extends string, Expected> {
  readonly inputs: Readonly<Record<Input, unknown>>;
  readonly parameters: Weights;
  readonly expected: Expected;
}

type GradientPenaltyReference = PenaltyReference<
  'real' | 'fake' | 'mix',
  {
    readonly penalty: number;
    readonly penalty_gradients: Weights;
    readonly loss: number;
    readonly loss_gradients: Weights;
  }
>;

type DraganReference = PenaltyReference<
  'real' | 'noise',
  { readonly penalty: number; readonly penalty_gradients: Weights }
>;

type R3Reference = PenaltyReference<
  'real' | 'fake',
  Readonly<Record<'r1' | 'r2' | 'relativistic_d_loss' | 'relativistic_g_loss' | 'r3gan_d_loss_gamma_0.1', number>> &
    Readonly<
      Record<'r1_gradients' | 'r2_gradients' | 'relativistic_d_gradients' | 'r3gan_d_gradients_gamma_0.1', Weights>
    >
>;

interface References {
  readonly wgan_gp_tanh_mlp: GradientPenaltyReference;
  readonly wgan_gp_leaky_conv: GradientPenaltyReference;
  readonly dragan_tanh_mlp: DraganReference;
  readonly dragan_leaky_conv: DraganReference;
  readonly r1_r2_tanh_mlp: R3Reference;
  readonly r1_r2_leaky_conv: R3Reference;
  readonly objectives_tanh_mlp: ObjectivesReference;
  readonly unrolled_2_adam: AdamReference;
  readonly mad_gan_cosine: {
    readonly inputs: { readonly z: number[][] };
    readonly parameters: Readonly<Record<string, number[][]>>;
    readonly expected: {
      readonly fakes: number[][][];
      readonly mean_cosine: number;
      readonly gradients: Readonly<Record<string, number[][]>>;
    };
  };
  readonly mad_gan_classes: {
    readonly inputs: { readonly z: number[][]; readonly real: number[][] };
    readonly parameters: {
      readonly discriminator: { readonly w: number[][]; readonly b: number[] };
      readonly generators: Readonly<Record<string, number[][]>>;
    };
    readonly expected: {
      readonly d_loss: number;
      readonly d_gradients: { readonly w: number[][]; readonly b: number[] };
      readonly g_loss: number;
      readonly g_gradients: Readonly<Record<string, number[][]>>;
    };
  };
  readonly ebgan_pulling_away: {
    readonly inputs: { readonly real: number[][]; readonly fake: number[][]; readonly margin: number };
    readonly parameters: Readonly<Record<'we' | 'wd', number[][]> & Record<'be' | 'bd', number[]>>;
    readonly expected: Readonly<
      Record<'energy_real' | 'energy_fake', number[]> &
        Record<'d_loss' | 'g_loss' | 'pulling_away', number> &
        Record<'codes_fake' | 'pulling_away_gradient_by_fake' | 'g_gradient_by_fake', number[][]>
    > & { readonly d_gradients: Readonly<Record<'we' | 'be' | 'wd' | 'bd', unknown>> };
  };
  readonly mr_gan: {
    readonly inputs: { readonly x: number[][]; readonly z: number[][] };
    readonly parameters: {
      readonly encoder: { readonly w: number[][]; readonly b: number[] };
      readonly generator: Weights;
      readonly d_m: Weights;
      readonly d_d: Weights;
    };
    readonly expected: Readonly<
      Record<'reconstruction' | 'd_m_loss' | 'd_d_loss' | 'manifold_loss' | 'diffusion_loss', number> &
        Record<
          'd_m_gradients' | 'd_d_gradients' | 'manifold_gradients_generator' | 'diffusion_gradients_generator',
          Weights
        >
    > & { readonly manifold_gradients_encoder: { readonly w: number[][]; readonly b: number[] } };
  };
  readonly conditional: {
    readonly inputs: Readonly<Record<'real' | 'fake' | 'real_images' | 'fake_images', unknown>> & {
      readonly labels: readonly number[];
    };
    readonly cases: Readonly<
      Record<
        'concatenation' | 'concatenation_embedding' | 'projection' | 'concatenation_images' | 'projection_images',
        {
          readonly parameters: Weights;
          readonly expected: Readonly<Record<'d_loss' | 'g_loss' | 'r1', number>> &
            Readonly<Record<'d_gradients' | 'r1_gradients', Weights>> & { readonly g_gradient_by_fake: unknown };
        }
      >
    >;
  };
  readonly minibatch_discrimination: {
    readonly inputs: { readonly h: number[][]; readonly back: number[][] };
    readonly parameters: { readonly t: number[][] };
    readonly expected: Readonly<Record<'out' | 'gradient_h' | 'gradient_t', number[][]>> & { readonly loss: number };
  };
}

/** A file of test/data/gradients. */
export function readReference<Name extends keyof References>(name: Name): References[Name] {
  const file = new URL(`../../data/gradients/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as References[Name];
}
