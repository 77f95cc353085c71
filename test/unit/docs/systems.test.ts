/** docs/systems: a page for each objective, penalty, mechanism and condition, whose snippet is a config without a problem. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/check/index.ts';
import { systemNames } from '../../../src/config/index.ts';
import { valid } from '../check/valid.ts';

const folder = join(resolve(dirname(fileURLToPath(import.meta.url)), '../../..'), 'docs/systems');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

const names = systemNames();

describe.each(names)('the page of %s', (name) => {
  const page = read(`${name}.md`);

  it('has all its parts', () => {
    expect(page).toMatch(new RegExp(`^# ${name}\n`));
    expect(page).toMatch(/\n\*\*Paper\.\*\* [A-Z][^]*\d{4}/);
    for (const part of ['Formula', 'When it helps', 'Config', 'Traps']) expect(page).toContain(`\n## ${part}\n`);
    expect(page).toMatch(/\n```text\n/);
  });

  it('shows it in words that a config takes, and that say nothing wrong', async () => {
    const snippet = /```jsonc\n([^]*?)\n```/.exec(page)![1]!;
    expect(snippet).toContain(`"${name}"`);
    const config = JSON.stringify({ ...valid, ...(parse(`{${snippet}}`) as object) });
    expect(await diagnose(config, { file: '/work/a.gan.json' })).toEqual([]);
  });

  it('is in the list', () => {
    expect(read('README.md')).toContain(`[${name}](${name}.md)`);
  });
});

describe('the pages of systems', () => {
  it('are those of what there is', () => {
    const pages = readdirSync(folder).filter((name) => name !== 'README.md');
    expect(pages.sort()).toEqual(names.map((name) => `${name}.md`).sort());
  });

  it('lead somewhere', () => {
    for (const page of readdirSync(folder)) {
      for (const [, target = ''] of read(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) {
        expect(existsSync(join(folder, target)), `${page} → ${target}`).toBe(true);
      }
    }
  });
});
