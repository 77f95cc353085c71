/** The engine `reference`: a plain interpreter in double precision. Slow, exact, and always there. */
import type { Engine, Executable, Numbers } from '../engine.ts';
import { numbersFor } from '../feeds.ts';
import { Interpreter } from './interpreter.ts';

export { firstNonFinite, type NonFinite } from './first-non-finite.ts';

const info = { name: 'reference', version: '1', threads: 1, device: 'cpu' } as const;

export const reference: Engine = {
  name: 'reference',
  available: () => Promise.resolve({ ok: true }),
  compile(program, initialState) {
    const interpreter = new Interpreter(program);
    let state: Record<string, Float64Array>;
    const writeState = (given: Readonly<Record<string, Numbers>>): void => {
      state = Object.fromEntries(program.state.map((slot) => [slot.name, Float64Array.from(numbersFor(slot, given))]));
    };
    writeState(initialState);
    const executable: Executable = {
      info,
      step(feeds) {
        const values = new Map<object, Float64Array>();
        interpreter.run(feeds, state, (node, value) => {
          values.set(node, value);
          return true;
        });
        const outputs = Object.entries(program.outputs).map(
          ([name, node]) => [name, values.get(node)!.slice()] as const,
        );
        state = Object.fromEntries(program.state.map(({ name }) => [name, values.get(program.next[name]!)!]));
        return Object.fromEntries(outputs);
      },
      readState: () => Object.fromEntries(Object.entries(state).map(([name, numbers]) => [name, numbers.slice()])),
      writeState,
      dispose: () => Promise.resolve(),
    };
    return Promise.resolve(executable);
  },
};
