/** Which modes of the real data the generated samples reach. */
import type { Finding, SampleUpdate } from '../../src/protocol/index.ts';

type Modes = NonNullable<SampleUpdate['modes']>;

/** Generated share over real share below which a mode does not count as covered. */
const coveredRatio = 0.1;

export function isCovered({ realShare, generatedShare }: Modes[number]): boolean {
  return generatedShare >= coveredRatio * realShare;
}

/** How many modes have a fair part of the generated samples. */
export function coveredOf(modes: SampleUpdate['modes']): number {
  return (modes ?? []).filter(isCovered).length;
}

/**
 * Modes that an open finding says are missing: those that mode dropping names; all that are not covered now, where
 * the samples have collapsed. An empty mode that no finding speaks of may only be late.
 */
export function missingModes(findings: readonly Finding[], modes: Modes): ReadonlySet<number> {
  const missing = new Set<number>();
  for (const { rule, to, evidence } of findings) {
    if (to !== null) continue;
    if (rule === 'mode-dropping') for (const { mode } of evidence.modes ?? []) missing.add(mode);
    if (rule === 'mode-collapse') {
      for (const [i, mode] of modes.entries()) if (!isCovered(mode)) missing.add(i);
    }
  }
  return missing;
}
