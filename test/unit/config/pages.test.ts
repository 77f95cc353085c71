import { describe, expect, it } from 'vitest';
import { parseConfig, partsWithPages } from '../../../src/config/index.ts';

/** What each part is called, and the text that it is found at. */
function found(text: string): string[] {
  const parsed = parseConfig(text);
  return partsWithPages(parsed).map(({ page, path, at }) => {
    const { start, end } = parsed.rangeOf(path)[at];
    return `${text.slice(start, end)} ${page}`;
  });
}

describe('parts with pages', () => {
  it('are found where they are named, whatever else is wrong', () => {
    const text = `{
      "data": 3,
      "discriminator": { "layers": [{ "dense": 4 }, { "minibatch-stddev": 4 }] },
      "objective": "hinge",
      "condition": { "type": "projection" },
      "penalties": [{ "type": "r1" }, { "type": "no such" }, 7],
      "mechanisms": [{ "type": "augmentation" }],
      "rules": { "mode-dropping": { "level": "off" } },
    }`;
    expect(found(text).sort()).toEqual([
      '"augmentation" docs/systems/augmentation.md',
      '"hinge" docs/systems/hinge.md',
      '"minibatch-stddev" docs/systems/minibatch-stddev.md',
      '"mode-dropping" docs/rules/mode-dropping.md',
      '"projection" docs/systems/projection.md',
      '"r1" docs/systems/r1.md',
    ]);
  });

  it('are found in an objective with settings, and nowhere in other texts', () => {
    expect(found('{ "objective": { "type": "energy" } }')).toEqual(['"energy" docs/systems/energy.md']);
    for (const text of ['', '[]', '3', '{ "objective": 3, "penalties": {} }']) expect(found(text)).toEqual([]);
  });
});
