import { describe, expect, it } from 'vitest';
import { longestText, parseConfig, pathOf, segmentsOf } from '../../../src/config/index.ts';

const text = `{
  // comment
  "data": { "type": "ring" },
  "generator": {
    "layers": [{ "dense": 8 }, { "dense": 2, "activation": "tanh", }]
  },
  "latent": 3, "latent": 4,
}`;

/** What stands at a place, so that ranges are checked against the text itself. */
function at(path: string, part: 'key' | 'value' = 'value'): string {
  const { start, end } = parseConfig(text).rangeOf(path)[part];
  return text.slice(start, end);
}

describe('ranges of a parsed config', () => {
  it('are those of keys and values', () => {
    expect(at('data.type')).toBe('"ring"');
    expect(at('data.type', 'key')).toBe('"type"');
    expect(at('generator.layers[1].activation')).toBe('"tanh"');
    expect(at('generator.layers[0]')).toBe('{ "dense": 8 }');
  });

  it('count lines and columns from 1, with any line ends', () => {
    expect(parseConfig(text).rangeOf('generator.layers[1].dense').value).toMatchObject({
      line: 5,
      column: 43,
      endColumn: 44,
    });
    const crlf = text.replaceAll('\n', '\r\n');
    expect(parseConfig(crlf).rangeOf('generator.layers[1].dense').value).toMatchObject({ line: 5, column: 43 });
  });

  it('fall back to the nearest parent that is there, and say so', () => {
    const place = parseConfig(text).rangeOf('data.radius');
    expect(place.exact).toBe(false);
    expect(text.slice(place.key.start, place.key.end)).toBe('"data"');
    expect(parseConfig(text).rangeOf('training.order')).toMatchObject({ exact: false, value: { line: 1, column: 1 } });
  });

  it('are those of the last of equal keys, which is the one that counts', () => {
    expect(parseConfig(text).value).toMatchObject({ latent: 4 });
    expect(at('latent')).toBe('4');
  });

  it('are the same after a byte order mark', () => {
    const parsed = parseConfig(`\uFEFF${text}`);
    expect(parsed.syntaxErrors).toEqual([]);
    expect(parsed.rangeOf('data.type').value).toMatchObject({ line: 3, column: 21 });
  });
});

describe('parsing', () => {
  it('reads what it can of half-typed text', () => {
    const parsed = parseConfig('{ "data": { "type": "ring", "modes": }, "latent": 2');
    expect(parsed.value).toMatchObject({ data: { type: 'ring' }, latent: 2 });
    expect(parsed.syntaxErrors.length).toBeGreaterThan(0);
  });

  it('takes comments and trailing commas as they are', () => {
    expect(parseConfig('/* a */ { "latent": 2, } // b').syntaxErrors).toEqual([]);
  });

  it('refuses what is nested deeper than any config, wherever brackets in strings and comments stand', () => {
    expect(parseConfig('['.repeat(65)).refused).toEqual({ reason: 'too-deep', offset: 64 });
    expect(parseConfig('['.repeat(1_000_000)).refused?.reason).toBe('too-deep');
    expect(
      parseConfig(`{ "data": "${'['.repeat(100)}" } // ${'{'.repeat(100)}\n/* ${'['.repeat(100)} */`).refused,
    ).toBe(undefined);
  });

  it('refuses what is too long, unread', () => {
    const parsed = parseConfig(`"${'a'.repeat(longestText)}"`);
    expect(parsed.refused?.reason).toBe('too-long');
    expect(parsed.root).toBe(undefined);
  });

  it('comes to an end on comments that never close', () => {
    expect(parseConfig('/* '.repeat(1_000_000)).root).toBe(undefined);
  });
});

describe('paths as text', () => {
  it('read back', () => {
    for (const path of ['training.order', 'generator.layers[1].activation', 'rules.mode-dropping.level', '']) {
      expect(pathOf(segmentsOf(path))).toBe(path);
    }
    expect(segmentsOf('data.means[0][1]')).toEqual(['data', 'means', 0, 1]);
  });
});
