/** Findings in sentences, and what to do about them. */
export { explain, helpPage, messageOf, titleOf } from './finding.ts';
export { remediesOf, type Remedy } from './remedies.ts';
export { english, type Texts } from './texts.ts';
