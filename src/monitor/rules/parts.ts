/** Parts of the data as a finding names them. */
import type { NamedMode } from '../../protocol/index.ts';
import type { Structure } from '../structure.ts';

/** At most this many numbers of a prototype go into a finding; a larger one is told by its number alone. */
const longestPrototype = 16;

export function namedParts(
  parts: readonly number[],
  structure: Structure,
  generatedShare: (part: number) => number,
): NamedMode[] {
  const { original, medoids, realCounts, real } = structure;
  const width = original.dimensions;
  return parts.map((part) => {
    const row = medoids[part]!;
    return {
      mode: part,
      prototype: width > longestPrototype ? [] : Array.from(original.data.subarray(row * width, (row + 1) * width)),
      realShare: realCounts[part]! / real.count,
      generatedShare: generatedShare(part),
    };
  });
}
