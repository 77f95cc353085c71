/**
 * A program as a list of kernel calls, recorded once and made at each step. A tensor is let go right after the last
 * call that reads it, so that a step holds no more at once than it has to.
 */
import { topologicalOrder, type Program, type Shape, type Tensor } from '../../graph/index.ts';
import { operandsOf } from '../operands.ts';
import type { Binding, KernelAttribute, TensorId } from './binding.ts';
import { broadcast, kernels, type ComputedPrimitive, type Kernel, type Recorder, type Value } from './kernels.ts';

interface Call {
  readonly kernel: string;
  readonly attributes: readonly KernelAttribute[];
  readonly inputs: readonly Value[];
  readonly output: Value;
  /** Read here for the last time. */
  readonly done: readonly Value[];
}

export class Recording implements Recorder {
  readonly binding: Binding;
  /** Tensors that outlive all steps. */
  readonly constants: ReadonlySet<TensorId>;
  readonly #values = new Map<Tensor, Value>();
  readonly #slots: Record<string, Value> = {};
  readonly #constants = new Map<string, Value>();
  readonly #calls: Omit<Call, 'done'>[] = [];
  readonly #planned: readonly Call[];
  /** Tensors by value; those of constants stay. */
  readonly #tensors: (TensorId | undefined)[] = [];
  readonly #next: Readonly<Record<string, Value>>;
  readonly #outputs: Readonly<Record<string, Value>>;

  constructor(program: Program, binding: Binding) {
    this.binding = binding;
    for (const { name } of [...program.inputs, ...program.state]) this.#slots[name] = this.#place();
    for (const node of topologicalOrder(program)) {
      // One that only larger operands read is never made.
      if (node.primitive !== 'broadcast') this.#record(node);
    }
    const valuesOf = (tensors: Readonly<Record<string, Tensor>>): Record<string, Value> =>
      Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, this.#record(tensor)]));
    this.#next = valuesOf(program.next);
    this.#outputs = valuesOf(program.outputs);
    // Constants and what is fed outlive the calls; what is handed out is let go by whoever takes it.
    const kept = new Set([
      ...this.#constants.values(),
      ...Object.values(this.#slots),
      ...Object.values(this.#next),
      ...Object.values(this.#outputs),
    ]);
    this.constants = new Set([...this.#constants.values()].map((value) => this.#tensors[value]!));
    this.#planned = planned(this.#calls, kept);
  }

  /**
   * Makes all calls.
   * @param given a tensor for each input and state slot; they stay the caller's
   * @returns tensors of the outputs and of the next state; one may stand at several places, or be one that was given
   */
  run(given: Readonly<Record<string, TensorId>>): {
    readonly next: Readonly<Record<string, TensorId>>;
    readonly outputs: Readonly<Record<string, TensorId>>;
  } {
    const tensors = this.#tensors;
    for (const [name, value] of Object.entries(this.#slots)) tensors[value] = given[name];
    for (const { kernel, attributes, inputs, output, done } of this.#planned) {
      const [made] = this.binding.executeOp(
        kernel,
        attributes,
        inputs.map((value) => tensors[value]!),
        1,
      );
      tensors[output] = made!.id;
      for (const value of done) this.binding.deleteTensor(tensors[value]!);
    }
    const taken = (values: Readonly<Record<string, Value>>): Record<string, TensorId> =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, tensors[value]!]));
    return { next: taken(this.#next), outputs: taken(this.#outputs) };
  }

  dispose(): void {
    for (const id of this.constants) this.binding.deleteTensor(id);
  }

  call(kernel: string, inputs: readonly Value[], attributes: readonly KernelAttribute[] = []): Value {
    const output = this.#place();
    this.#calls.push({ kernel, attributes, inputs, output });
    return output;
  }

  floats(values: ArrayLike<number>, shape: Shape): Value {
    return this.#constant(Float32Array.from(values), shape, this.binding.TF_FLOAT);
  }

  integers(values: readonly number[], shape: Shape = [values.length]): Value {
    return this.#constant(Int32Array.from(values), shape, this.binding.TF_INT32);
  }

  #constant(values: Float32Array | Int32Array, shape: Shape, type: number): Value {
    const key = values.length > 64 ? undefined : `${type} ${shape.join()}: ${values.join()}`;
    const known = key === undefined ? undefined : this.#constants.get(key);
    if (known !== undefined) return known;
    const value = this.#place();
    this.#tensors[value] = this.binding.createTensor(shape, type, values);
    this.#constants.set(key ?? `#${value}`, value);
    return value;
  }

  #place(): Value {
    return (this.#tensors.push(undefined) - 1) as Value;
  }

  #record(node: Tensor): Value {
    const known = this.#values.get(node);
    if (known !== undefined) return known;
    const value = this.#made(node);
    this.#values.set(node, value);
    return value;
  }

  #made(node: Tensor): Value {
    if (node.primitive === 'input') return this.#slots[node.attributes.name]!;
    if (node.primitive === 'constant') return this.floats(node.attributes.values, node.shape);
    const operands = operandsOf(node).map((operand) => this.#record(operand));
    if (node.primitive === 'stop') return operands[0]!;
    if (node.primitive === 'broadcast') return broadcast(operands[0]!, node.shape, this);
    const kernel = kernels[node.primitive] as Kernel<ComputedPrimitive>;
    return kernel(node, operands, this);
  }
}

/** Calls with what each is the last to read; a result that nobody reads is let go at once. */
function planned(calls: readonly Omit<Call, 'done'>[], kept: ReadonlySet<Value>): Call[] {
  const last = new Map<Value, number>();
  calls.forEach(({ inputs, output }, at) => {
    for (const value of [output, ...inputs]) if (!kept.has(value)) last.set(value, at);
  });
  const done = calls.map((): Value[] => []);
  for (const [value, at] of last) done[at]!.push(value);
  return calls.map((call, at) => ({ ...call, done: done[at]! }));
}
