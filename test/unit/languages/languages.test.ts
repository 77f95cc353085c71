/** Whatever is said in English is said in Chinese too, with the same things filled in. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import ts from 'typescript';
import { english, explain, messageOf, remediesOf, reportTextsFor, textsFor } from '../../../src/prose/index.ts';
import { english as pageEnglish } from '../../../webview/texts.en.ts';
import { chinese as pageChinese } from '../../../webview/texts.zh-cn.ts';
import { finding } from '../webview/findings.ts';

const root = join(import.meta.dirname, '../../..');
const chinese = textsFor('zh-cn');
const hanzi = /\p{Script=Han}/u;

/** What is filled in: `{name}`, `{0}`, `$(icon)`, `(command:…)`. */
function fillings(text: string): string[] {
  return [...text.matchAll(/\{\w+\}|\$\([\w~-]+\)|\(command:[^)]+\)/g)].map(([filling]) => filling).toSorted();
}

/** All texts of a table by their path; functions stand for what they say of `<1>`, `<2>`. */
function texts(table: unknown, path = ''): [string, string][] {
  if (typeof table === 'string') return [[path, table]];
  if (typeof table === 'function') {
    const say = table as (...args: string[]) => string;
    return [[path, say('{1}', '{2}')]];
  }
  if (typeof table !== 'object' || table === null) throw new TypeError(`${path} is no text`);
  return Object.entries(table).flatMap(([key, value]) => texts(value, `${path}/${key}`));
}

function expectAlike(one: unknown, other: unknown): void {
  const [a, b] = [texts(one), texts(other)];
  expect(b.map(([path]) => path).toSorted()).toEqual(a.map(([path]) => path).toSorted());
  const translated = new Map(b);
  for (const [path, text] of a) {
    expect(fillings(translated.get(path)!), path).toEqual(fillings(text));
    expect(translated.get(path) === '', path).toBe(text === '');
  }
}

/** The texts that the extension's host asks VS Code to translate. */
function askedFor(): string[] {
  const folder = join(root, 'src/host');
  const found = new Set<string>();
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.ts'))) {
    const source = ts.createSourceFile(name, readFileSync(join(folder, name), 'utf8'), ts.ScriptTarget.Latest);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && node.expression.getText(source) === 'vscode.l10n.t') {
        const [text] = node.arguments;
        if (text === undefined || !ts.isStringLiteralLike(text)) throw new Error(`${name}: not a plain text`);
        found.add(text.text);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return [...found].toSorted();
}

const json = (name: string): Record<string, string> =>
  JSON.parse(readFileSync(join(root, name), 'utf8')) as Record<string, string>;

describe('Chinese', () => {
  it('is there for every text about findings', () => expectAlike(english, chinese));

  it('is there for every word of a report', () => expectAlike(reportTextsFor('en'), reportTextsFor('zh-cn')));

  it('is there for every word of the page', () => expectAlike(pageEnglish, pageChinese));

  it('is there for every text of package.json', () =>
    expectAlike(json('package.nls.json'), json('package.nls.zh-cn.json')));

  it('is there for every text of the extension, and for no others', () => {
    const bundle = json('l10n/bundle.l10n.zh-cn.json');
    expect(Object.keys(bundle).toSorted()).toEqual(askedFor());
    for (const [text, translated] of Object.entries(bundle)) expect(fillings(translated), text).toEqual(fillings(text));
  });

  it('says a finding in whole sentences', () => {
    const modes = [{ mode: 1, prototype: [1.41, 1.41], realShare: 0.125, generatedShare: 0 }];
    const dropping = finding({ from: 3200, evidence: { measurements: [], modes, modesInData: 8, space: 'raw' } });
    expect(messageOf(dropping, chinese)).toBe(
      '模式丢失（自第 3,200 步起）：8 个模式中缺失 1 个 — 位于 (1.41, 1.41) 附近',
    );
    expect(explain(dropping, chinese)).not.toMatch(/\{\w+\}/);
    const [first] = remediesOf(dropping, { training: { order: 'generator-first' } }, chinese);
    expect(first?.title).toBe('让判别器先更新');
  });

  it('is chosen by the language of the window', () => {
    expect(textsFor('zh-CN')).toBe(chinese);
    expect(textsFor('zh')).toBe(chinese);
    expect(textsFor('zh-tw')).toBe(english);
    expect(textsFor('en')).toBe(english);
    expect(textsFor('de')).toBe(english);
  });

  it('is Chinese', () => {
    const untranslated = texts(chinese.rules).filter(([, text]) => !hanzi.test(text));
    expect(untranslated).toEqual([]);
  });
});
