/** What is said about findings, in the language of the page. */
import * as said from '../src/prose/index.ts';
import type { Finding, RuleId } from '../src/protocol/index.ts';
import { prose } from './texts.ts';

export const titleOf = (rule: RuleId): string => said.titleOf(rule, prose);
export const messageOf = (finding: Finding): string => said.messageOf(finding, prose);
export const explanationOf = (finding: Finding): said.Explanation => said.explanationOf(finding, prose);
/** A measurement's name by its id. */
export const measurementName = (name: string): string => prose.measurements[name] ?? name;
export const nextPhaseWords = (phase: string): string => said.nextPhaseWords(phase, prose);
