/** What keeps people out of the panel's page, as axe finds it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One line for each: the rule, and where. */
export async function violationsIn(page: Page): Promise<string[]> {
  const frame = await panelFrame(page);
  // As an expression of the debugger: the page's content security policy is not about that.
  await frame.evaluate(source);
  const { violations } = await frame.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 160)}`));
}

async function panelFrame(page: Page): Promise<Frame> {
  for (const frame of page.frames()) {
    if ((await frame.locator('#app main').count()) > 0) return frame;
  }
  throw new Error('the panel is not there');
}
