/** Which modes of the real data the generated samples reach. */
import type { Finding, SampleUpdate } from '../../src/protocol/index.ts';

type Modes = NonNullable<SampleUpdate['modes']>;

/** Generated share over real share below which a mode does not count as covered. */
const coveredRatio = 0.1;

export function isCovered(mode: Modes[number] | undefined): boolean {
  return mode !== undefined && mode.generatedShare >= coveredRatio * mode.realShare;
}

/** How many modes have a fair part of the generated samples. */
export function coveredOf(modes: SampleUpdate['modes']): number {
  return (modes ?? []).filter(isCovered).length;
}

/** The findings that were open at a step, as open ones; with null, those that are open now. */
export function findingsAt(findings: readonly Finding[], step: number | null): readonly Finding[] {
  if (step === null) return findings;
  return findings
    .filter(({ from, to }) => from <= step && (to === null || to > step))
    .map((finding) => ({ ...finding, to: null }));
}

/**
 * Modes that an open finding says are missing: those that mode dropping names; all that are not covered now, where
 * the samples have collapsed. An empty mode that no finding speaks of may only be late.
 */
export function missingModes(findings: readonly Finding[], modes: Modes): ReadonlySet<number> {
  const missing = new Set<number>();
  for (const { rule, to, evidence } of findings) {
    if (to !== null) continue;
    if (rule === 'mode-dropping') {
      // The evidence is the latest; looking back, a mode that had samples then was not missing.
      for (const { mode } of evidence.modes ?? []) if (!isCovered(modes[mode])) missing.add(mode);
    }
    if (rule === 'mode-collapse') {
      for (const [i, mode] of modes.entries()) if (!isCovered(mode)) missing.add(i);
    }
  }
  return missing;
}
