import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyEdits,
  changeBetween,
  ConfigError,
  editText,
  newConfigText,
  parseConfig,
} from '../../../src/config/index.ts';

const text = `{
  // what is learned
  "data": { "type": "ring", "modes": 8 }, // eight, of course
  "training": {
    "steps": 100, /* short */
    "order": "generator-first" // one, two
  },
  "rules": {}
}
`;

describe('setting a value', () => {
  it('replaces the value alone', () => {
    expect(editText(text, 'training.steps', 200)).toBe(text.replace('100', '200'));
  });

  it('adds a key behind the comment of the one before it, whose commas are not taken for commas', () => {
    expect(editText(text, 'training.seed', 7)).toBe(
      text.replace('"generator-first" // one, two\n', '"generator-first", // one, two\n    "seed": 7\n'),
    );
  });

  it('adds to objects on one line, and to empty ones', () => {
    expect(editText(text, 'data.radius', 2)).toContain('"modes": 8, "radius": 2 }, // eight');
    expect(editText(text, 'rules.mode-dropping.level', 'off')).toContain(
      '"rules": {\n    "mode-dropping": { "level": "off" }\n  }',
    );
  });

  it('keeps trailing commas and the line ends of the file', () => {
    expect(editText('{\r\n  "latent": 2,\r\n}', 'objective', 'minimax')).toBe(
      '{\r\n  "latent": 2,\r\n  "objective": "minimax",\r\n}',
    );
  });

  it('begins a file that is empty', () => {
    expect(parseConfig(editText('', 'training.order', 'simultaneous')).value).toEqual({
      training: { order: 'simultaneous' },
    });
  });

  it('refuses where there is no place, saying where', () => {
    expect(() => editText('[1]', 'latent', 2)).toThrow(ConfigError);
    expect(() => editText(text, 'training.steps.more', 2)).toThrow('"training.steps" has no place for it');
    expect(() => editText('no', 'latent', 2)).toThrow(ConfigError);
  });

  it('comes to an end on a comment of many slashes', () => {
    const slashes = `{ "latent": 2 ${'// '.repeat(50)}\n}`;
    expect(parseConfig(editText(slashes, 'objective', 'minimax')).value).toEqual({ latent: 2, objective: 'minimax' });
  });
});

describe('putting something into a list', () => {
  const insert = (before: string, path: string, value: unknown, position?: number): string =>
    applyEdits(before, [{ kind: 'insert', path, value, ...(position === undefined ? {} : { position }) }]);

  it('makes the list where there is none', () => {
    expect(insert(text, 'penalties', { type: 'r1' })).toBe(
      text.replace('"rules": {}', '"rules": {},\n  "penalties": [{ "type": "r1" }]'),
    );
  });

  it('stays on the line of a list of one line', () => {
    expect(insert('{ "a": [] }', 'a', 1)).toBe('{ "a": [1] }');
    expect(insert('{ "a": [1, 2] }', 'a', 3)).toBe('{ "a": [1, 2, 3] }');
    expect(insert('{ "a": [1, 3] }', 'a', 2, 1)).toBe('{ "a": [1, 2, 3] }');
    expect(insert('{ "a": [2] }', 'a', 1, 0)).toBe('{ "a": [1, 2] }');
    expect(insert('{ "a": [1,], }', 'a', 2)).toBe('{ "a": [1, 2,], }');
  });

  it('takes a line of its own among lines, behind the comment of the entry before it', () => {
    const lines = '{\n  "a": [\n    1, // one, of two\n    // the last\n    3 // three\n  ]\n}\n';
    expect(insert(lines, 'a', 2, 1)).toBe(lines.replace('of two\n', 'of two\n    2,\n'));
    expect(insert(lines, 'a', 4)).toBe(lines.replace('3 // three\n', '3, // three\n    4\n'));
    expect(insert('{ "a": [ // none\n] }', 'a', 1)).toBe('{ "a": [ // none\n  1\n] }');
  });

  it('refuses a place behind the end', () => {
    expect(() => insert('{ "a": [1] }', 'a', 2, 2)).toThrow('"a" cannot be set: the list is too short for it.');
    expect(() => insert('{ "a": 1 }', 'a.b', 2)).toThrow('"a" has no place for it');
  });
});

describe('removing and renaming', () => {
  it('takes a line away with its comma', () => {
    expect(applyEdits(text, [{ kind: 'remove', path: 'rules' }])).toBe(text.replace('  },\n  "rules": {}\n', '  }\n'));
    expect(applyEdits(text, [{ kind: 'remove', path: 'training.steps' }])).not.toContain('100');
  });

  it('changes a key alone', () => {
    expect(applyEdits(text, [{ kind: 'rename', path: 'data.modes', key: 'count' }])).toBe(
      text.replace('"modes"', '"count"'),
    );
  });

  it('leaves alone what is not there', () => {
    expect(
      applyEdits(text, [
        { kind: 'remove', path: 'latent' },
        { kind: 'rename', path: 'a.b', key: 'c' },
      ]),
    ).toBe(text);
  });
});

/** Texts of the same kind as configs, with comments and layouts of all sorts, and the value that each has. */
const blank = fc.constantFrom('', ' ', '\n', '\n  ', ' // a, "b": {\n', ' /* , } */ ');
const name = fc.constantFrom('a', 'b', 'c', 'd');
const scalar = fc.oneof(fc.integer(), fc.boolean(), fc.constantFrom('x', 'y, "z"', '//', '{'));
const { object } = fc.letrec<{ object: string; value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar.map((each) => JSON.stringify(each)),
    tie('object'),
  ),
  object: fc
    .tuple(
      fc.uniqueArray(fc.tuple(name, tie('value'), blank, blank, blank), { maxLength: 4, selector: ([key]) => key }),
      blank,
      fc.boolean(),
    )
    .map(([entries, end, trailing]) => {
      const written = entries.map(([key, value, a, b, c]) => `${a}"${key}"${b}:${c}${value}`);
      return `{${written.join(',')}${trailing && written.length > 0 ? ',' : ''}${end}}`;
    }),
}));
const path = fc.array(name, { minLength: 1, maxLength: 3 });

/** The value with `path` set; undefined where something that is no object is in the way. */
function withValue(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  if (typeof value !== 'object' || value === null) return undefined;
  const inner = (value as Record<string, unknown>)[key];
  const next = rest.length > 0 && inner === undefined ? withValue({}, rest, to) : withValue(inner, rest, to);
  return next === undefined ? undefined : { ...value, [key]: next };
}

function without(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || key === undefined || !(key in value)) return value;
  const entries = Object.entries(value).flatMap(([name, inner]) =>
    name !== key ? [[name, inner] as const] : rest.length === 0 ? [] : [[name, without(inner, rest)] as const],
  );
  return Object.fromEntries(entries);
}

const comments = (source: string): string[] =>
  source.match(/"(?:[^"\\]|\\.)*"|\/\/.*|\/\*[^]*?\*\//g)?.filter((each) => each.startsWith('/')) ?? [];

describe('any edit', () => {
  it('gives the value and keeps every comment', () => {
    fc.assert(
      fc.property(object, path, scalar, (source, segments, to) => {
        const expected = withValue(parseConfig(source).value, segments, to);
        fc.pre(expected !== undefined);
        const edited = editText(source, segments.join('.'), to);
        const parsed = parseConfig(edited);
        expect(parsed.syntaxErrors).toEqual([]);
        expect(parsed.value).toEqual(expected);
        const replaced = parseConfig(source).rangeOf(segments.join('.'));
        if (!replaced.exact) expect(comments(edited)).toEqual(comments(source));
      }),
      { numRuns: 500 },
    );
  });

  it('that sets a value which is there changes nothing before or behind it', () => {
    fc.assert(
      fc.property(object, path, scalar, (source, segments, to) => {
        const { exact, value } = parseConfig(source).rangeOf(segments);
        fc.pre(exact);
        const edited = editText(source, segments.join('.'), to);
        expect(edited).toBe(source.slice(0, value.start) + JSON.stringify(to) + source.slice(value.end));
      }),
    );
  });

  it('that removes leaves valid text with everything else', () => {
    fc.assert(
      fc.property(object, path, (source, segments) => {
        const edited = applyEdits(source, [{ kind: 'remove', path: segments.join('.') }]);
        const parsed = parseConfig(edited);
        expect(parsed.syntaxErrors).toEqual([]);
        expect(parsed.value).toEqual(without(parseConfig(source).value, segments));
      }),
      { numRuns: 500 },
    );
  });

  it('leads to the same text by its smallest change', () => {
    fc.assert(
      fc.property(object, object, (before, after) => {
        const { start, end, text: to } = changeBetween(before, after);
        expect(before.slice(0, start) + to + before.slice(end)).toBe(after);
      }),
    );
    expect(changeBetween('abcd', 'abXd')).toEqual({ start: 2, end: 3, text: 'X' });
  });

  it('keeps the comments of the starting file', () => {
    const edited = editText(newConfigText(), 'generator.optimizer.learningRate', 0.0002);
    expect(edited).toBe(newConfigText().replace('0.0005', '0.0002'));
  });
});
