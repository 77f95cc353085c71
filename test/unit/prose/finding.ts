import type { Finding, RuleId } from '../../../src/protocol/index.ts';

/** A finding of a rule, in which only its name is of interest. */
export function finding(rule: RuleId, more: Partial<Finding> = {}): Finding {
  return {
    run: 'r',
    rule,
    severity: 'warning',
    from: 3100,
    raised: 3200,
    to: null,
    evidence: { measurements: [] },
    configPaths: [],
    ...more,
  };
}
