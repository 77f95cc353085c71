/** What a config's training step consists of, as plain data. */
import { memoryOf, optimise, topologicalOrder, type Program, type ProgramMemory } from '../../graph/index.ts';
import type { OperatorTime } from '../../engine/index.ts';
import type { StepPlan } from '../../gan/index.ts';
import { count as withSeparators } from '../terminal.ts';

export interface NodeCount {
  readonly operator: string;
  readonly count: number;
}

export interface StepDescription {
  readonly sample: readonly number[];
  readonly batch: number;
  readonly phases: readonly { readonly name: string; readonly nodes: number }[];
  /** Of the whole step. */
  readonly nodes: number;
  readonly operators: readonly NodeCount[];
  readonly networks: readonly {
    readonly name: string;
    readonly parameters: number;
    readonly tensors: readonly { readonly name: string; readonly shape: readonly number[]; readonly size: number }[];
  }[];
  readonly feeds: readonly { readonly name: string; readonly kind: string; readonly shape: readonly number[] }[];
  /** Parameters and optimiser states are the state. */
  readonly memory: ProgramMemory;
  /** Where it was measured, the longest first. */
  readonly times?: readonly OperatorTime[];
}

export function describeStep(plan: StepPlan, sample: readonly number[], batch: number): StepDescription {
  const whole = optimise(plan.whole);
  const operators = countsOf(whole);
  return {
    sample,
    batch,
    phases: plan.phases.map(({ name, program }) => ({ name, nodes: total(countsOf(optimise(program))) })),
    nodes: total(operators),
    operators,
    networks: Object.entries(plan.slices).map(([name, slices]) => ({
      name,
      parameters: slices.reduce((sum, { start, end }) => sum + end - start, 0),
      tensors: slices.map((slice) => ({ name: slice.name, shape: slice.shape, size: slice.end - slice.start })),
    })),
    feeds: plan.feeds.map(({ name, kind, shape }) => ({ name, kind, shape })),
    memory: memoryOf(whole),
  };
}

/** The most frequent first. */
function countsOf(program: Program): NodeCount[] {
  const counts = new Map<string, number>();
  for (const { primitive } of topologicalOrder(program)) {
    if (primitive === 'input' || primitive === 'constant') continue;
    counts.set(primitive, (counts.get(primitive) ?? 0) + 1);
  }
  return [...counts].map(([operator, count]) => ({ operator, count })).sort((a, b) => b.count - a.count);
}

function total(counts: readonly NodeCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/** The same for people, a line each. */
export function wordsOf(file: string, step: StepDescription): string[] {
  const { memory, times } = step;
  const shape = (lengths: readonly number[]): string => `[${lengths.join(', ')}]`;
  return [
    `${file}: samples ${shape(step.sample)}, batch ${step.batch}`,
    '',
    `phases, in order: ${step.phases.map(({ name, nodes }) => `${name} (${withSeparators(nodes)} nodes)`).join(', ')}`,
    `whole step: ${withSeparators(step.nodes)} nodes`,
    ...folded(step.operators.map(({ operator, count }) => `${operator} ${count}`)),
    '',
    ...step.networks.flatMap(({ name, parameters, tensors }) => [
      `${name}: ${withSeparators(parameters)} parameters`,
      ...tensors.map((tensor) => `  ${tensor.name.padEnd(34)} ${shape(tensor.shape).padEnd(18)} ${tensor.size}`),
    ]),
    '',
    'fed at each step:',
    ...step.feeds.map(({ name, kind, shape: lengths }) => `  ${name.padEnd(34)} ${shape(lengths).padEnd(18)} ${kind}`),
    '',
    'memory, estimated:',
    `  parameters and optimiser states, twice  ${megabytes(memory.state)}`,
    `  what is fed                             ${megabytes(memory.inputs)}`,
    `  values in between, at most              ${megabytes(memory.values)}`,
    ...(times === undefined ? [] : ['', ...timeWords(times)]),
  ];
}

function timeWords(times: readonly OperatorTime[]): string[] {
  const all = times.reduce((sum, { microseconds }) => sum + microseconds, 0);
  return [
    `time of a step on one thread: ${(all / 1000).toFixed(2)} ms, by operator of ONNX Runtime`,
    ...times.map(({ operator, microseconds, calls }) => {
      const share = `${((100 * microseconds) / all).toFixed(1)} %`;
      return `  ${operator.padEnd(24)} ${share.padStart(7)} ${microseconds.toFixed(0).padStart(8)} us in ${Math.round(calls)}`;
    }),
  ];
}

function megabytes(size: number): string {
  return `${(size / 1e6).toFixed(2)} MB`;
}

/** Words in lines of about a terminal's width. */
function folded(words: readonly string[]): string[] {
  const lines = [''];
  for (const word of words) {
    const line = lines.at(-1)!;
    if (line.length + word.length > 96) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line}, ${word}`;
  }
  return lines.map((line) => `  ${line}`);
}
