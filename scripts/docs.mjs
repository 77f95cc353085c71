/**
 * Writes docs/config.md from the schema of configs, so that the page never says anything else.
 *
 *     node scripts/docs.mjs [--check]      (--check: only whether the page is up to date)
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { fromSource } from './source.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const page = path.join(root, 'docs', 'config.md');
/** What has been explained: what stands at both networks is explained once. */
const seen = new Set();

const { configSchema, newConfigText } = await fromSource(
  "export { configSchema, newConfigText } from './src/config/index.ts';",
);

const text = await format(
  [
    '# Configs',
    '',
    'A run is described by a file whose name ends in `.gan.json`: JSON, in which comments and trailing commas are allowed. ' +
      '`Modescope: New Config` writes this one:',
    '',
    '<!-- prettier-ignore -->',
    '```jsonc',
    newConfigText().trimEnd(),
    '```',
    '',
    'This page is made from the schema (`node scripts/docs.mjs`); in the editor the same words show on hover and in completion.',
    '',
    ...section(configSchema, '', 2),
  ].join('\n'),
  { ...(await resolveConfig(page)), parser: 'markdown' },
);

if (!process.argv.includes('--check')) fs.writeFileSync(page, text);
else if (!fs.existsSync(page) || fs.readFileSync(page, 'utf8') !== text) {
  console.error('docs/config.md is out of date: run `node scripts/docs.mjs`.');
  process.exitCode = 1;
}

/** A table of an object's keys, then a section for each key that has keys of its own. */
function section(schema, at, level) {
  const keys = Object.entries(schema.properties).filter(([key]) => key !== '$schema');
  const required = new Set(schema.required ?? []);
  const rows = keys.map(([key, each]) => {
    const about = at === 'rules' ? `[${each.markdownDescription}](rules/${key}.md)` : cell(each.markdownDescription);
    const must = required.has(key) ? '**required**' : each.default === undefined ? '' : asCode(each.default);
    return `| \`${key}\` | ${typeOf(each)} | ${must} | ${about} |`;
  });
  const table = rows.length === 0 ? [] : ['| key | is | default | |', '|---|---|---|---|', ...rows, ''];
  const words = (each) => (each.choose?.by === 'form' ? each.anyOf[0] : each);
  const choices = keys.flatMap(([key, each]) => (words(each).enum === undefined ? [] : choicesOf(key, words(each))));
  return [...table, ...choices, ...keys.flatMap(([key, each]) => inner(key, each, at, level))];
}

function inner(key, schema, at, level) {
  const where = at === '' ? key : `${at}.${key}`;
  if (schema.items !== undefined && (schema.items.anyOf ?? schema.items.properties) !== undefined) {
    return inner(`${key}[]`, schema.items, at, level);
  }
  if (schema.choose?.by === 'form') return inner(key, schema.anyOf[1], at, level);
  if (seen.has(schema.markdownDescription)) return [];
  if (schema.anyOf === undefined && schema.properties === undefined) return [];
  seen.add(schema.markdownDescription);
  const heading = [`${'#'.repeat(Math.min(level, 4))} \`${where}\``, '', schema.markdownDescription, ''];
  if (schema.anyOf === undefined) return [...heading, ...section(schema, where, level + 1)];
  const variants = schema.anyOf.flatMap((each) => [
    `${'#'.repeat(Math.min(level + 1, 5))} ${nameOf(each, schema.choose)}`,
    '',
    each.markdownDescription,
    '',
    ...section({ ...each, properties: withoutType(each.properties) }, where, level + 2),
  ]);
  return [...heading, ...variants];
}

function withoutType(properties) {
  return Object.fromEntries(Object.entries(properties).filter(([, each]) => each.const === undefined));
}

function nameOf(variant, choose) {
  if (choose.by === 'value') return `\`"${choose.key}": "${variant.properties[choose.key].const}"\``;
  return `\`"${choose.keys.find((key) => variant.properties[key] !== undefined)}": …\``;
}

/** A list of words is explained where it first occurs. */
function choicesOf(key, { enum: words, markdownEnumDescriptions: meanings, markdownDescription: about }) {
  if (seen.has(about)) return [];
  seen.add(about);
  return [`\`${key}\` is one of these words:`, '', ...words.map((word, i) => `- \`"${word}"\`: ${meanings[i]}`), ''];
}

function typeOf(schema) {
  if (schema.enum !== undefined) return 'a word';
  if (schema.choose?.by === 'form') return 'a word or an object';
  if (schema.anyOf !== undefined || schema.type === 'object') return 'object';
  if (schema.type === 'array') return 'list';
  if (Array.isArray(schema.type)) return `number or list of numbers, ${bounds(schema)}`;
  if (schema.type === 'boolean') return '`true` or `false`';
  if (schema.type === 'string') return 'text';
  return `${schema.type === 'integer' ? 'whole number' : 'number'}, ${bounds(schema)}`;
}

function bounds({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }) {
  const low = minimum === undefined ? `above ${exclusiveMinimum}` : `from ${short(minimum)}`;
  const high = maximum === undefined ? `below ${exclusiveMaximum}` : `to ${short(maximum)}`;
  return `${low} ${high}`;
}

function short(number) {
  return Math.abs(number) >= 1e6 && number % 1e6 === 0 ? number.toExponential().replace('e+', 'e') : String(number);
}

function asCode(value) {
  return `\`${JSON.stringify(value)}\``;
}

function cell(words) {
  return words.replaceAll('|', '\\|');
}
