/** Parts of the data as a finding names them. */
import type { NamedMode } from '../../protocol/index.ts';
import type { Classes } from '../classes.ts';
import type { Structure } from '../structure.ts';

/** At most this many numbers of a prototype go into a finding; a larger one is told by its number alone. */
export const longestPrototype = 16;

export function namedParts(
  parts: readonly number[],
  structure: Structure,
  generatedShare: (part: number) => number,
  classes: Classes,
): NamedMode[] {
  const { original, medoids, realCounts, real } = structure;
  const width = original.dimensions;
  return parts.map((part) => {
    const row = medoids[part]!;
    const sample = original.data.subarray(row * width, (row + 1) * width);
    const label = classes.classOf({ data: sample, count: 1, dimensions: width });
    return {
      mode: part,
      prototype: width > longestPrototype ? [] : Array.from(sample),
      realShare: realCounts[part]! / real.count,
      generatedShare: generatedShare(part),
      ...(label !== undefined && { label: classes.nameOf(label) }),
    };
  });
}
