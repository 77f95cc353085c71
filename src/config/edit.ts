/**
 * Edits of a config's text that leave everything else as it is: comments, order, line breaks, lists on one
 * line. Each edit touches only the value or the key it is about.
 */
import { createScanner, type Node } from 'jsonc-parser';
import { parseConfig, propertiesOf } from './parse.ts';
import { pathOf, segmentsOf, type Segments } from './path.ts';
import { ConfigError } from './resolve.ts';

export type ConfigEdit =
  | { readonly kind: 'set'; readonly path: string; readonly value: unknown }
  /** Puts `value` into the list at `path`, to stand at `position` (at its end by default); the list is made where there is none. */
  | { readonly kind: 'insert'; readonly path: string; readonly value: unknown; readonly position?: number }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly key: string };

/** Replace the text from `start` to `end` (offsets) by `text`. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The text with `path` set to `value`; parents that are not there are made, at the end of theirs.
 * @throws ConfigError (`cannot-edit`) when the text has no place for it, e.g. it is no object.
 */
export function editText(text: string, path: string, value: unknown): string {
  return applyEdits(text, [{ kind: 'set', path, value }]);
}

/** The text after all edits, one after the other. A key to remove or rename that is gone is left alone. */
export function applyEdits(text: string, edits: readonly ConfigEdit[]): string {
  return edits.reduce((sofar, edit) => changed(sofar, changesOf(sofar, edit)), text);
}

/** The smallest single change that turns one text into the other, for editors that want changes. */
export function changeBetween(before: string, after: string): TextChange {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let same = 0;
  while (same < most - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}

function changed(text: string, changes: readonly TextChange[]): string {
  const fromBehind = [...changes].sort((a, b) => b.start - a.start);
  return fromBehind.reduce((sofar, { start, end, text: to }) => sofar.slice(0, start) + to + sofar.slice(end), text);
}

function changesOf(text: string, edit: ConfigEdit): TextChange[] {
  const { root } = parseConfig(text);
  const segments = segmentsOf(edit.path);
  switch (edit.kind) {
    case 'set':
      return root === undefined ? [newText(segments, edit, text)] : set(text, root, segments, edit);
    case 'insert': {
      const list = root && segments.reduce<Node | undefined>((node, segment) => node && childOf(node, segment), root);
      if (list?.type === 'array') return insertItem(text, list, edit);
      return changesOf(text, { kind: 'set', path: edit.path, value: [edit.value] });
    }
    case 'remove':
      return root === undefined ? [] : remove(text, root, segments);
    case 'rename': {
      const key = root && propertyAt(root, segments)?.children?.[0];
      return key === undefined
        ? []
        : [{ start: key.offset, end: key.offset + key.length, text: JSON.stringify(edit.key) }];
    }
  }
}

function newText(segments: Segments, edit: ConfigEdit & { kind: 'set' }, text: string): TextChange {
  if (text.trim() !== '' || segments.length === 0) throw cannotEdit(edit.path, 'the text is not a JSON object');
  return { start: 0, end: text.length, text: `${JSON.stringify(nested(segments, edit.value, edit.path), null, 2)}\n` };
}

function set(text: string, root: Node, segments: Segments, edit: ConfigEdit & { kind: 'set' }): TextChange[] {
  let node = root;
  for (const [depth, segment] of segments.entries()) {
    const next = childOf(node, segment);
    if (next === undefined) {
      if (node.type !== 'object' || typeof segment !== 'string')
        throw cannotEdit(edit.path, `"${pathOf(segments.slice(0, depth))}" has no place for it`);
      return [...insert(text, node, segment, nested(segments.slice(depth + 1), edit.value, edit.path))];
    }
    node = next;
  }
  const indent = indentOfLine(text, node.offset);
  return [{ start: node.offset, end: node.offset + node.length, text: written(edit.value, indent, indentUnit(text)) }];
}

/** The value inside the objects that the rest of its path names. */
function nested(segments: Segments, value: unknown, path: string): unknown {
  return segments.reduceRight<unknown>((inner, segment) => {
    if (typeof segment === 'number') throw cannotEdit(path, 'the list is not there');
    return { [segment]: inner };
  }, value);
}

/** Adds a property at the end. */
function insert(text: string, object: Node, key: string, value: unknown): TextChange[] {
  const unit = indentUnit(text);
  const entry = (indent: string) => `${JSON.stringify(key)}: ${written(value, indent, unit)}`;
  const last = object.children?.at(-1);
  return last === undefined ? fill(text, object, entry) : insertAfter(text, last, entry);
}

/** @throws ConfigError (`cannot-edit`) when the list is too short for the position */
function insertItem(text: string, list: Node, edit: ConfigEdit & { kind: 'insert' }): TextChange[] {
  const items = list.children ?? [];
  const { position = items.length, value, path } = edit;
  if (position > items.length) throw cannotEdit(path, 'the list is too short for it');
  const unit = indentUnit(text);
  const entry = (indent: string) => written(value, indent, unit);
  if (position > 0) return insertAfter(text, items[position - 1]!, entry);
  const first = items[0];
  if (first !== undefined) return [{ start: first.offset, end: first.offset, text: `${entry('')}, ` }];
  const isBlank = text.slice(list.offset + 1, list.offset + list.length - 1).trim() === '';
  return isBlank
    ? [{ start: list.offset, end: list.offset + list.length, text: `[${entry('')}]` }]
    : fill(text, list, entry);
}

/** Puts an entry into an object or list without any, on a line of its own, after the comments that are in it. */
function fill(text: string, container: Node, entry: (indent: string) => string): TextChange[] {
  const newline = newlineOf(text);
  const unit = indentUnit(text);
  const end = container.offset + container.length;
  const indent = indentOfLine(text, container.offset);
  const inside = text.slice(container.offset + 1, end - 1).trimEnd();
  const body = `${inside}${newline}${indent}${unit}${entry(indent + unit)}${newline}${indent}`;
  return [{ start: container.offset + 1, end: end - 1, text: body }];
}

/** Adds an entry to an object or list, after one of it and the comment that belongs to that one. */
function insertAfter(text: string, last: Node, entry: (indent: string) => string): TextChange[] {
  const newline = newlineOf(text);
  const end = last.offset + last.length;
  const comma = commaAfter(text, end);
  const ownLines = text.slice(last.parent?.offset, last.offset).includes('\n');
  if (!ownLines) {
    const at = comma ?? end;
    return [{ start: at, end: at, text: comma === undefined ? `, ${entry('')}` : ` ${entry('')},` }];
  }
  const indent = indentOfLine(text, last.offset);
  const line = /^[ \t]*(?:\/\*[^\r\n]*?\*\/[ \t]*)*(?:\/\/[^\r\n]*)?(?=\r?\n)/.exec(text.slice(comma ?? end));
  const at = (comma ?? end) + (line?.[0].length ?? 0);
  const added = { start: at, end: at, text: `${newline}${indent}${entry(indent)}${comma === undefined ? '' : ','}` };
  if (comma !== undefined) return [added];
  return at === end ? [{ ...added, text: `,${added.text}` }] : [{ start: end, end, text: ',' }, added];
}

/** Takes a property or list item away, with one comma and, where it had a line of its own, that line. */
function remove(text: string, root: Node, segments: Segments): TextChange[] {
  const property = propertyAt(root, segments);
  const parent = property?.parent;
  if (property === undefined || parent?.children === undefined) return [];
  const position = parent.children.indexOf(property);
  const before = parent.children[position - 1];
  let end = property.offset + property.length;
  const comma = commaAfter(text, end);
  if (comma !== undefined) end = comma;
  const changes: TextChange[] = [];
  if (comma === undefined && before !== undefined) {
    const commaBefore = commaAfter(text, before.offset + before.length);
    if (commaBefore !== undefined) changes.push({ start: commaBefore - 1, end: commaBefore, text: '' });
  }
  let start = property.offset;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const rest = /^[ \t]*\r?\n/.exec(text.slice(end));
  if (rest !== null && text.slice(lineStart, start).trim() === '') {
    start = lineStart;
    end += rest[0].length;
  } else if (comma !== undefined) end += /^[ \t]*/.exec(text.slice(end))![0].length;
  else if (before !== undefined) start -= /[ \t]*$/.exec(text.slice(0, start))![0].length;
  return [...changes, { start, end, text: '' }];
}

function childOf(node: Node, segment: string | number): Node | undefined {
  if (typeof segment === 'number') return node.type === 'array' ? node.children?.[segment] : undefined;
  return propertiesOf(node).findLast((each) => each.name === segment)?.value;
}

/** The property (or list item) that a path names. */
function propertyAt(root: Node, segments: Segments): Node | undefined {
  let node: Node | undefined = root;
  for (const segment of segments) node = node && childOf(node, segment);
  return node?.parent?.type === 'property' ? node.parent : node === root ? undefined : node;
}

/** The offset behind the comma that follows, comments skipped; undefined where none does. */
function commaAfter(text: string, end: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(end);
  scanner.scan();
  return text[scanner.getTokenOffset()] === ',' ? scanner.getTokenOffset() + 1 : undefined;
}

function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function indentOfLine(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))![0];
}

/** One step of indentation, as the text has it. */
function indentUnit(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}

/** A value on one line where it is short, else indented. */
function written(value: unknown, indent: string, unit: string): string {
  const short = onOneLine(value);
  return short.length <= 80 ? short : JSON.stringify(value, null, unit).replaceAll('\n', `\n${indent}`);
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${onOneLine(each)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function cannotEdit(path: string, why: string): ConfigError {
  return new ConfigError('cannot-edit', `"${path}" cannot be set: ${why}.`, path);
}
