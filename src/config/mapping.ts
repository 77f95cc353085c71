/** Text of a `modescope.json` → what it says, or the first thing that is wrong with it. */
import { printParseErrorCode } from 'jsonc-parser';
import { Value } from 'typebox/value';
import { parseConfig } from './parse.ts';
import type { Segments } from './path.ts';
import { mappingSchema, type Mapping, type Role } from './schema/mapping.ts';
import { isValid } from './schema/valid.ts';

export interface MappingProblem {
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** An empty text says nothing, and is no mistake. */
export function parseMapping(text: string): { readonly mapping: Mapping } | { readonly problem: MappingProblem } {
  const parsed = parseConfig(text);
  const [syntax] = parsed.syntaxErrors;
  if (parsed.refused !== undefined) {
    return {
      problem: { line: 1, column: 1, message: 'The file is too long or nested too deeply for a mapping file.' },
    };
  }
  if (text.trim() === '') return { mapping: {} };
  if (syntax !== undefined) {
    const { line, column } = parsed.lines.range(syntax.offset, syntax.offset + syntax.length);
    return { problem: { line, column, message: `Not valid JSON (${printParseErrorCode(syntax.error)}).` } };
  }
  const { value } = parsed;
  if (isValid(mappingSchema, value)) return { mapping: value };
  const [first] = Value.Errors(mappingSchema, value);
  const path: Segments = (first?.instancePath ?? '')
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const { line, column } = parsed.rangeOf(path).value;
  const what = path.length === 0 ? '' : `${path.map((part) => JSON.stringify(part)).join(' > ')}: `;
  return { problem: { line, column, message: `${what}${first?.message ?? 'is not what the schema says'}.` } };
}

/** Where a value stands in the text of a config or a mapping file, counted from 1. */
export function placeOf(text: string, path: Segments): { readonly line: number; readonly column: number } {
  const { line, column } = parseConfig(text).rangeOf(path).value;
  return { line, column };
}

/**
 * A mapping file to start from, which says what each tag is taken for at present.
 * @param tags the roles of tags, in the order in which they are to stand there
 */
export function mappingText(tags: ReadonlyMap<string, Role>): string {
  const entries = [...tags].map(([tag, role]) => `    ${JSON.stringify(tag)}: ${JSON.stringify(role)},`);
  return [
    '{',
    '  // What each tag is taken for. Correct what is wrong; what is right can be taken out.',
    ...(entries.length === 0 ? ['  "tags": {},'] : ['  "tags": {', ...entries, '  },']),
    '  // Levels and thresholds, rule by rule.',
    '  "rules": {},',
    '}',
    '',
  ].join('\n');
}
