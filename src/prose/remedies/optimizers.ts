/** Slower or steadier updates: edits of the optimiser that counts for a network. */
import { fill } from '../format.ts';
import type { Maker, RemedyEdit } from './remedy.ts';
import { valuesAt } from './written.ts';

type Network = 'generator' | 'discriminator';

/** The defaults of the schema, for what is not written. */
const defaults = { learningRate: 0.001, sgdLearningRate: 0.01, beta1: 0.9 } as const;

interface Optimizer {
  readonly path: string;
  /** Its keys as written; undefined where none is written and Adam with its defaults is used. */
  readonly written: Readonly<Record<string, unknown>> | undefined;
}

/** The optimiser that counts for a network: its own, else the one for both. */
function optimizerOf(config: unknown, network: Network): Optimizer {
  const own = valuesAt(config, network, 'optimizer');
  if (own !== undefined) return { path: `${network}.optimizer`, written: own };
  return { path: 'training.optimizer', written: valuesAt(config, 'training', 'optimizer') };
}

/** An edit of one key of an optimiser; of the whole where it has not been written yet, as it needs a type. */
function edit({ path, written }: Optimizer, key: string, value: unknown): RemedyEdit {
  return written === undefined
    ? { kind: 'set', path, value: { type: 'adam', [key]: value } }
    : { kind: 'set', path: `${path}.${key}`, value };
}

export function lowerLearningRate(network: Network, factor: number): Maker {
  return (config, texts) => {
    const optimizer = optimizerOf(config, network);
    const fallback = optimizer.written?.['type'] === 'sgd' ? defaults.sgdLearningRate : defaults.learningRate;
    const present = optimizer.written?.['learningRate'] ?? fallback;
    if (typeof present !== 'number') return undefined;
    const value = Number((present / factor).toPrecision(2));
    return {
      id: 'learningRate',
      title: fill(texts.remedies.learningRate, { value: String(value) }),
      edits: [edit(optimizer, 'learningRate', value)],
    };
  };
}

export const lowerBeta1: Maker = (config, texts) => {
  const optimizer = optimizerOf(config, 'generator');
  const type = optimizer.written?.['type'] ?? 'adam';
  if (type !== 'adam' && type !== 'adamw') return undefined;
  const present = optimizer.written?.['beta1'] ?? defaults.beta1;
  if (typeof present !== 'number' || present <= 0.5) return undefined;
  return {
    id: 'beta1',
    title: fill(texts.remedies.beta1, { value: '0.5' }),
    edits: [edit(optimizer, 'beta1', 0.5)],
  };
};

export const clipGradient: Maker = (config, texts) => {
  const optimizer = optimizerOf(config, 'generator');
  if (optimizer.written?.['gradientClip'] !== undefined) return undefined;
  return {
    id: 'clip',
    title: fill(texts.remedies.clip, { value: '1' }),
    edits: [edit(optimizer, 'gradientClip', { norm: 1 })],
  };
};
