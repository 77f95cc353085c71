/** The pages say what the program does: checked where a machine can. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/check/index.ts';
import { configSchema } from '../../../src/config/index.ts';
import { rules } from '../../../src/monitor/rules/index.ts';
import * as thresholds from '../../../src/monitor/thresholds.ts';
import { helpPage, titleOf } from '../../../src/prose/index.ts';
import { ruleIds } from '../../../src/protocol/index.ts';
import { valid } from '../check/valid.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const levels = { error: '**Error.**', warning: '**Warning.**', information: '**Information.**', hint: '**Hint.**' };

describe('docs/config.md', () => {
  it('is what the schema says; if not, run `node scripts/docs.mjs`', () => {
    const args = [join(root, 'scripts', 'docs.mjs'), '--check'];
    expect(() => execFileSync(process.execPath, args, { stdio: 'pipe' })).not.toThrow();
  });
});

describe.each(ruleIds)('the page of %s', (rule) => {
  const page = read(helpPage(rule));

  it('has all its parts', () => {
    expect(page).toMatch(new RegExp(`^# ${rule}\n`));
    for (const part of ['What is measured', 'When it fires', 'Why it happens', 'What to try', 'Silence it']) {
      expect(page).toContain(`\n## ${part}\n`);
    }
    expect(titleOf(rule)).not.toBe('');
  });

  it('names the level that the rule has', () => {
    const level = rules.find(({ id }) => id === rule)?.level;
    if (level !== undefined) expect(page).toContain(`\n${levels[level]} `);
  });

  it('names every number as it is in the table of thresholds', () => {
    const rows = [...page.matchAll(/^\| `(\w+)\.(\w+)` +\| ([\d.e-]+) +\|/gm)];
    if (page.includes('## Numbers')) expect(rows.length).toBeGreaterThan(2);
    for (const [, table = '', key = '', value] of rows) {
      const tables = thresholds as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
      expect(Number(value), `${table}.${key}`).toBe(tables[table]?.[key]);
    }
  });

  it('silences it in words that a config takes', async () => {
    const snippet = /```jsonc\n("rules": [^]*?)\n```/.exec(page)?.[1];
    expect(snippet).toContain(`"${rule}"`);
    const config = JSON.stringify(valid).replace(/\}$/, `, ${snippet ?? ''}}`);
    expect(await diagnose(config, { file: '/work/a.gan.json' })).toEqual([]);
  });

  it('says what the threshold in the config is for, if there is one', () => {
    const schema = configSchema.properties.rules.properties as Readonly<Record<string, { properties: object }>>;
    expect(page.includes('`"threshold"` replaces')).toBe('threshold' in (schema[rule]?.properties ?? {}));
  });
});

/** Pages of a folder, as paths from the root. */
function pagesIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}

describe('lessons', () => {
  it.each(readdirSync(join(root, 'examples/lessons')))(
    '%s: its page has what was measured, and on which configs',
    (name) => {
      const page = read(`docs/lessons/${name}.md`);
      for (const config of readdirSync(join(root, 'examples/lessons', name))) {
        if (config.endsWith('.gan.json')) expect(page).toContain(`examples/lessons/${name}/${config}`);
      }
      expect(page).toMatch(/picked after trials on two or three seeds[^]*seconds of processor time/);
      expect(page).toMatch(/<!-- measured -->[^]*\b20 seeds of[^]*\| modes covered, of \d+[^]*<!-- end -->/);
      expect(read('docs/lessons/README.md')).toContain(`(${name}.md)`);
    },
  );
});

describe('links', () => {
  it('of all pages lead somewhere', () => {
    const pages = [
      'docs/config.md',
      'docs/presets.md',
      ...['docs/rules', 'docs/lessons'].flatMap((folder) => pagesIn(folder)),
    ];
    for (const page of pages) {
      for (const [, target = ''] of read(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) {
        expect(existsSync(join(root, dirname(page), target)), `${page} → ${target}`).toBe(true);
      }
    }
  });

  it('of the list of rules are all of them', () => {
    for (const rule of ruleIds) expect(read('docs/rules/README.md')).toContain(`[${rule}](${rule}.md)`);
  });
});
