/** The engine `reference`: a plain interpreter in double precision. Slow, exact, and always there. */
import type { Program } from '../../graph/index.ts';
import type { Engine, Executable, Numbers } from '../engine.ts';
import { numbersFor } from '../feeds.ts';
import { Interpreter } from './interpreter.ts';

export { firstNonFinite, type NonFinite } from './first-non-finite.ts';

export const reference: Engine = {
  name: 'reference',
  available: () => Promise.resolve({ ok: true }),
  compile: (program, initialState) =>
    new Promise((resolve) => {
      resolve(new Interpreted(program, initialState));
    }),
};

class Interpreted implements Executable {
  readonly info = { name: 'reference', version: '1', threads: 1, device: 'cpu' } as const;
  readonly #program: Program;
  readonly #interpreter: Interpreter;
  #state: Record<string, Float64Array> = {};

  constructor(program: Program, initialState: Readonly<Record<string, Numbers>>) {
    this.#program = program;
    this.#interpreter = new Interpreter(program);
    this.writeState(initialState);
  }

  step(feeds: Readonly<Record<string, Numbers>>): Record<string, Float64Array> {
    const values = new Map<object, Float64Array>();
    this.#interpreter.run(feeds, this.#state, (node, value) => {
      values.set(node, value);
      return true;
    });
    const { state, next, outputs } = this.#program;
    this.#state = Object.fromEntries(state.map(({ name }) => [name, values.get(next[name]!)!]));
    return Object.fromEntries(Object.entries(outputs).map(([name, node]) => [name, values.get(node)!.slice()]));
  }

  readState(): Record<string, Float64Array> {
    return Object.fromEntries(Object.entries(this.#state).map(([name, numbers]) => [name, numbers.slice()]));
  }

  writeState(state: Readonly<Record<string, Numbers>>): void {
    const written = this.#program.state.map((slot) => [slot.name, Float64Array.from(numbersFor(slot, state))]);
    this.#state = Object.fromEntries(written) as Record<string, Float64Array>;
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}
