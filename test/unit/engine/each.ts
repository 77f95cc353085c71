/** Blocks of tests for each engine that can be loaded here. */
import { describe } from 'vitest';
import { engines, type Engine, type Executable, type Numbers } from '../../../src/engine/index.ts';

/** The engines in single precision; the reference is what they are held against. */
export const fast: readonly Engine[] = engines.filter(({ name }) => name !== 'reference');

const availability = new Map(
  await Promise.all(engines.map(async (engine) => [engine, await engine.available()] as const)),
);

/** Where an engine cannot be loaded, its tests are skipped and the reason is in the title. */
export function describeEach(which: readonly Engine[], title: string, body: (engine: Engine) => void): void {
  for (const engine of which) {
    const answer = availability.get(engine)!;
    const reason = answer.ok ? '' : ` (${answer.reason})`;
    describe.skipIf(!answer.ok)(`${engine.name}${reason}: ${title}`, () => body(engine));
  }
}

/** Copies of what one step gives. */
export async function stepped(
  executable: Executable,
  feeds: Readonly<Record<string, Numbers>>,
): Promise<Record<string, number[]>> {
  const outputs = await executable.step(feeds);
  return Object.fromEntries(Object.entries(outputs).map(([name, values]) => [name, Array.from(values)]));
}
