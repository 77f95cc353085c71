import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/protocol/index.ts';
import { appendFinding, readFindings, writeFindings } from '../../../src/runs/index.ts';
import { temporaryFolder } from './helpers.ts';

const finding = (from: number, change: Partial<Finding> = {}): Finding => ({
  run: '',
  rule: 'mode-dropping',
  severity: 'warning',
  from,
  raised: from + 100,
  to: null,
  evidence: {
    measurements: [{ name: 'effective-modes', value: 2.5, threshold: 3 }],
    modes: [{ mode: 3, prototype: [1, 2], realShare: 0.125, generatedShare: 0 }],
    modesInData: 8,
  },
  configPaths: ['training.order', 'objective'],
  ...change,
});

describe('findings', () => {
  it('read back as written, in the order raised', () => {
    const folder = temporaryFolder();
    const findings = [finding(300), finding(100), finding(100, { rule: 'non-finite', severity: 'error' })];
    findings.forEach((one) => appendFinding(folder, one));
    expect(readFindings(folder)).toEqual(findings);
  });

  it('are replaced by a later line of the same run, rule and begin', () => {
    const folder = temporaryFolder();
    appendFinding(folder, finding(100));
    appendFinding(folder, finding(200));
    appendFinding(folder, finding(100, { to: 500 }));
    expect(readFindings(folder)).toEqual([finding(100, { to: 500 }), finding(200)]);
  });

  it('are none where there is no file', () => {
    expect(readFindings(temporaryFolder())).toEqual([]);
  });

  it('cut at any byte, as by a power failure, lose the last one only, and the next one is whole', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'findings.jsonl');
    appendFinding(folder, finding(1));
    const one = readFileSync(path).length;
    appendFinding(folder, finding(2));
    const whole = readFileSync(path);
    for (let size = one; size < whole.length - 1; size += 3) {
      writeFileSync(path, whole);
      truncateSync(path, size);
      expect(readFindings(folder)).toEqual([finding(1)]);
      appendFinding(folder, finding(3));
      expect(readFindings(folder)).toEqual([finding(1), finding(3)]);
    }
  });

  it('that are none are passed over', () => {
    const folder = temporaryFolder();
    appendFileSync(join(folder, 'findings.jsonl'), 'null\n{}\n{"rule":"mode-dropping"}\n\n');
    appendFinding(folder, finding(1));
    appendFinding(folder, finding(2, { rule: 'invented' as Finding['rule'] }));
    expect(readFindings(folder)).toEqual([finding(1)]);
  });

  it('keep a measured infinity as "no number"', () => {
    const folder = temporaryFolder();
    appendFinding(folder, finding(1, { evidence: { measurements: [{ name: 'loss', value: Infinity }] } }));
    expect(readFindings(folder)[0]!.evidence.measurements).toEqual([{ name: 'loss', value: NaN }]);
  });

  it('can be replaced as a whole', () => {
    const folder = temporaryFolder();
    appendFinding(folder, finding(1));
    writeFindings(folder, [finding(2), finding(3)]);
    expect(readFindings(folder)).toEqual([finding(2), finding(3)]);
  });
});
