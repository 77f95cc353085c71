/**
 * Text of a config → its value, and where in the text each part of it stands. Works on half-typed text: what
 * can be read is read. Whether the value makes sense is not asked here (see src/check).
 */
import { getNodeValue, parseTree, type Node, type ParseError } from 'jsonc-parser';
import { segmentsOf, type Segments } from './path.ts';
import { LineMap, type TextRange } from './text.ts';

/** Far beyond any real config; a mixture of 1000 modes in 100 dimensions fits. */
export const longestText = 4_000_000;
/** Deeper nesting than any config has; parsing is recursive, so that the depth must be bounded first. */
const deepest = 64;

/** Brackets, and strings and comments as a whole, so that brackets inside those are passed over. */
const bracketsOutsideStrings = /"(?:[^"\\\n]|\\.)*"?|\/\/.*|\/\*[^]*?(?:\*\/|$)|[[\]{}]/g;

export interface PlaceOfPath {
  /** The key with its quotes; the value's own range for a list item or the whole config. */
  readonly key: TextRange;
  readonly value: TextRange;
  /** False when the path is gone and this is its nearest parent that is there. */
  readonly exact: boolean;
}

export interface ParsedConfig {
  readonly text: string;
  /** Undefined where nothing could be read. */
  readonly value: unknown;
  readonly root: Node | undefined;
  readonly syntaxErrors: readonly ParseError[];
  /** Set when the text was refused unread: too long or nested too deep. */
  readonly refused: { readonly reason: 'too-long' | 'too-deep'; readonly offset: number } | undefined;
  readonly lines: LineMap;
  /** Where a path stands, e.g. `training.order`; its nearest parent where it is not there. */
  rangeOf(path: string | Segments): PlaceOfPath;
}

export function parseConfig(text: string): ParsedConfig {
  // A byte order mark is no part of the content; a blank in its place keeps all offsets.
  const content = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const lines = new LineMap(content);
  const refused = refusal(content);
  const syntaxErrors: ParseError[] = [];
  const root = refused
    ? undefined
    : parseTree(content, syntaxErrors, { allowTrailingComma: true, disallowComments: false });
  return {
    text: content,
    value: root === undefined ? undefined : (getNodeValue(root) as unknown),
    root,
    syntaxErrors,
    refused,
    lines,
    rangeOf: (path) => placeOf(root, typeof path === 'string' ? segmentsOf(path) : path, lines),
  };
}

function refusal(text: string): ParsedConfig['refused'] {
  if (text.length > longestText) return { reason: 'too-long', offset: 0 };
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(bracketsOutsideStrings)) {
    if (token === '{' || token === '[') {
      if (++depth > deepest) return { reason: 'too-deep', offset: index };
    } else if (token === '}' || token === ']') depth--;
  }
  return undefined;
}

function placeOf(root: Node | undefined, segments: Segments, lines: LineMap): PlaceOfPath {
  if (root === undefined) {
    const start = lines.range(0, 0);
    return { key: start, value: start, exact: false };
  }
  let value = root;
  let key: Node | undefined;
  let exact = true;
  for (const segment of segments) {
    const found = childOf(value, segment);
    if (found === undefined) {
      exact = false;
      break;
    }
    ({ key, value } = found);
  }
  return { key: rangeOfNode(key ?? value, lines), value: rangeOfNode(value, lines), exact };
}

/** The last of equal keys, which is the one that counts. */
function childOf(node: Node, segment: string | number): { key: Node | undefined; value: Node } | undefined {
  if (typeof segment === 'number') {
    const value = node.type === 'array' ? node.children?.[segment] : undefined;
    return value && { key: undefined, value };
  }
  if (node.type !== 'object') return undefined;
  const [key, value] = node.children?.findLast((each) => each.children?.[0]?.value === segment)?.children ?? [];
  return value && { key, value };
}

/** A key as it stands in the text. `value` is missing in half-typed text. */
export interface Property {
  readonly name: string;
  readonly key: Node;
  readonly value: Node | undefined;
}

export function propertiesOf(node: Node): Property[] {
  if (node.type !== 'object') return [];
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    return key === undefined ? [] : [{ name: String(key.value), key, value }];
  });
}

export function rangeOfNode(node: Node, lines: LineMap): TextRange {
  return lines.range(node.offset, node.offset + node.length);
}
