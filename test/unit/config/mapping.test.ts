import { describe, expect, it } from 'vitest';
import { mappingJsonSchema, mappingText, parseMapping } from '../../../src/config/index.ts';

describe('a mapping file', () => {
  it('says what tags are, and levels and thresholds of rules', () => {
    const text = `{
      // of a script of ours
      "tags": { "crit": "discriminator-loss", "a/b.c": "samples-real", },
      "rules": { "mode-dropping": { "level": "off" } },
    }`;
    expect(parseMapping(text)).toEqual({
      mapping: {
        tags: { crit: 'discriminator-loss', 'a/b.c': 'samples-real' },
        rules: { 'mode-dropping': { level: 'off' } },
      },
    });
  });

  it('may be empty', () => {
    expect(parseMapping(' \n')).toEqual({ mapping: {} });
    expect(parseMapping('{}')).toEqual({ mapping: {} });
  });

  it('names the place of its first mistake', () => {
    expect(parseMapping('{\n  "tags": { "x": "loss" }\n}')).toMatchObject({ problem: { line: 2, column: 18 } });
    expect(parseMapping('{\n  "rules": { "stalled": { "threshold": 0 } }\n}')).toMatchObject({
      problem: { line: 2, column: 40 },
    });
    expect(parseMapping('{\n  "tags" }')).toMatchObject({ problem: { line: 2 } });
    expect(parseMapping('[]')).toMatchObject({ problem: { line: 1, column: 1 } });
    expect(parseMapping('['.repeat(100))).toMatchObject({
      problem: { message: expect.stringMatching(/deep/) as string },
    });
  });

  it('is written with what tags are taken for, so that it can be read again', () => {
    const text = mappingText(
      new Map([
        ['Loss/D "total"', 'discriminator-loss'],
        ['x', 'other'],
      ]),
    );
    expect(parseMapping(text)).toEqual({
      mapping: { tags: { 'Loss/D "total"': 'discriminator-loss', x: 'other' }, rules: {} },
    });
    expect(parseMapping(mappingText(new Map()))).toEqual({ mapping: { tags: {}, rules: {} } });
  });

  it('has a schema that completes roles with their words and refuses other keys', () => {
    const schema = mappingJsonSchema() as {
      additionalProperties: boolean;
      properties: { tags: { patternProperties: Record<string, { enum: string[]; enumDescriptions: string[] }> } };
    };
    const [roles] = Object.values(schema.properties.tags.patternProperties);
    expect(roles?.enum).toContain('samples-real');
    expect(roles?.enumDescriptions).toHaveLength(roles?.enum.length ?? 0);
    expect(schema.additionalProperties).toBe(false);
  });
});
