/** Findings for tests. */
import type { Finding } from '../../../src/protocol/index.ts';

export function finding(more: Partial<Finding> = {}): Finding {
  return {
    run: 'ring/1',
    rule: 'mode-dropping',
    severity: 'warning',
    from: 100,
    raised: 120,
    to: null,
    evidence: { measurements: [] },
    configPaths: [],
    ...more,
  };
}
