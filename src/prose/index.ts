/** Findings in sentences, and what to do about them. */
export { count, fill, number, percent, point } from './format.ts';
export { explain, explanationOf, helpPage, messageOf, titleOf, type Explanation } from './finding.ts';
export { lackingWords, notAGan } from './log.ts';
export { nextPhaseWords } from './phase.ts';
export { remediesOf, type Remedy } from './remedies/index.ts';
export { reportTextsFor, textsFor } from './languages.ts';
export type { ReportTexts } from './report.ts';
export { english, type Texts } from './texts.ts';
