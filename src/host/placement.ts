/** Where in a config's text, as it is now, a finding is shown. */
import type { ParsedConfig, TextRange } from '../config/index.ts';
import type { Finding } from '../protocol/index.ts';

export interface PlacedFinding {
  readonly finding: Finding;
  readonly range: TextRange;
  /** Its other config paths, each with its place; none of them where the first is. */
  readonly related: readonly { readonly path: string; readonly range: TextRange }[];
}

/** The findings that are open and not silenced, placed. */
export function placeFindings(findings: readonly Finding[], parsed: ParsedConfig): PlacedFinding[] {
  return findings
    .filter(({ to, rule }) => to === null && !isSilenced(rule, parsed.value))
    .map((finding) => {
      const [first = '', ...others] = finding.configPaths;
      const range = placeOf(parsed, first);
      const related = others
        .filter((path) => parsed.rangeOf(path).exact)
        .map((path) => ({ path, range: placeOf(parsed, path) }))
        .filter((other) => other.range.start !== range.start);
      return { finding, range, related };
    });
}

/**
 * The value of a path, where it is there and on one line; else the key of it or of its nearest parent. Never more than
 * one line, as nobody reads a file that is underlined as a whole.
 */
export function placeOf(parsed: ParsedConfig, path: string): TextRange {
  const { key, value, exact } = parsed.rangeOf(path);
  if (exact && value.line === value.endLine) return value;
  if (key.line === key.endLine) return key;
  return parsed.lines.range(key.start, key.start + 1);
}

/** Switched off in the text as it is now, whatever the run was started with. */
function isSilenced(rule: string, config: unknown): boolean {
  return at(at(at(config, 'rules'), rule), 'level') === 'off';
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
