/**
 * findings.jsonl: one finding a line. A finding that changes is appended again, so the last line of the same run, rule
 * and begin is the one that counts. A line cut by a power failure is passed over.
 */
import { appendFileSync, closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { ruleIds, type Finding } from '../protocol/index.ts';
import { readText, replaceFile } from './files.ts';
import { systemCode, writeError } from './errors.ts';

export const findingsName = 'findings.jsonl';

const optionalNumber = Type.Optional(Type.Number());

const schema = Type.Object({
  run: Type.String(),
  rule: Type.Union(ruleIds.map((rule) => Type.Literal(rule))),
  severity: Type.Union((['error', 'warning', 'information', 'hint'] as const).map((level) => Type.Literal(level))),
  from: Type.Number(),
  raised: Type.Number(),
  to: Type.Union([Type.Number(), Type.Null()]),
  evidence: Type.Object({
    measurements: Type.Array(
      Type.Object({
        name: Type.String(),
        // JSON has no infinities: they are written as null.
        value: Type.Union([Type.Number(), Type.Null()]),
        threshold: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
      }),
    ),
    modes: Type.Optional(
      Type.Array(
        Type.Object({
          mode: Type.Number(),
          prototype: Type.Array(Type.Number()),
          realShare: Type.Number(),
          generatedShare: Type.Number(),
          label: Type.Optional(Type.String()),
        }),
      ),
    ),
    modesInData: optionalNumber,
    tag: Type.Optional(Type.String()),
    pooledSamples: optionalNumber,
    space: Type.Optional(Type.String()),
  }),
  configPaths: Type.Array(Type.String()),
});

/** @throws RunError `disk-full` or `write-failed` */
export function appendFinding(folder: string, finding: Finding): void {
  const path = join(folder, findingsName);
  try {
    // After a power failure the last line may lack its end: begin a new one.
    appendFileSync(path, `${endsWithinLine(path) ? '\n' : ''}${JSON.stringify(finding)}\n`);
  } catch (error) {
    throw writeError(path, error);
  }
}

/** Replaces all findings. @throws RunError `disk-full` or `write-failed` */
export function writeFindings(folder: string, findings: readonly Finding[]): void {
  replaceFile(
    join(folder, findingsName),
    Buffer.from(findings.map((finding) => `${JSON.stringify(finding)}\n`).join('')),
  );
}

/** All findings as they stand, in the order in which they were first raised. @throws RunError `read-failed` */
export function readFindings(folder: string): Finding[] {
  const text = readText(join(folder, findingsName)) ?? '';
  const findings = new Map<string, Finding>();
  for (const line of text.split('\n')) {
    const finding = findingIn(line);
    if (finding !== undefined) findings.set(`${finding.run}\n${finding.rule}\n${finding.from}`, finding);
  }
  return [...findings.values()];
}

function findingIn(line: string): Finding | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (!Value.Check(schema, value)) return undefined;
  const { evidence } = value;
  const measurements = evidence.measurements.map(({ name, value: measured, threshold }) => ({
    name,
    value: measured ?? Number.NaN,
    ...(threshold === undefined ? {} : { threshold: threshold ?? Number.NaN }),
  }));
  return { ...value, evidence: { ...evidence, measurements } };
}

function endsWithinLine(path: string): boolean {
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
  try {
    const { size } = fstatSync(handle);
    const last = Buffer.alloc(1);
    return size > 0 && readSync(handle, last, 0, 1, size - 1) === 1 && last[0] !== 10;
  } finally {
    closeSync(handle);
  }
}
