/** A finding in sentences. */
import type { Finding, NamedMode, RuleId } from '../protocol/index.ts';
import { count, fill, number, percent, point } from './format.ts';
import { english, type Texts } from './texts.ts';

/** Places named in a line at most. */
const mostPlaces = 3;

/** One line: what and since when. */
export function messageOf(finding: Finding, texts: Texts = english): string {
  const words = { title: titleOf(finding.rule, texts), from: count(finding.from), seen: seen(finding, texts) };
  return finding.to === null
    ? fill(texts.sinceStep, words)
    : fill(texts.untilStep, { ...words, to: count(finding.to) });
}

/** A paragraph: what, how it is known, why it happens, what to try. */
export function explain(finding: Finding, texts: Texts = english): string {
  const text = texts.rules[finding.rule];
  const numbers = finding.evidence.measurements.map(({ name, value, threshold }) => {
    const words = { name: texts.measurements[name] ?? name, value: number(value) };
    return threshold === undefined
      ? fill(texts.measured, words)
      : fill(texts.measuredAgainst, { ...words, threshold: number(threshold) });
  });
  const { pooledSamples } = finding.evidence;
  const list = numbers.length === 0 ? '' : `${capital(numbers.join('; '))}.`;
  const pooled = pooledSamples === undefined ? '' : fill(texts.pooled, { count: count(pooledSamples) });
  return [`${messageOf(finding, texts)}.`, fill(text.how, wordsOf(finding, texts)), list, pooled, text.why, text.try]
    .filter((part) => part !== '')
    .join(' ');
}

/** What there is to say about a finding, in parts, for readers that lay them out themselves. */
export interface Explanation {
  /** What is seen, without the title: "3 of 8 modes missing — near …". */
  readonly seen: string;
  readonly how: string;
  readonly why: string;
  readonly try: string;
}

export function explanationOf(finding: Finding, texts: Texts = english): Explanation {
  const text = texts.rules[finding.rule];
  return { seen: seen(finding, texts), how: fill(text.how, wordsOf(finding, texts)), why: text.why, try: text.try };
}

/** The rule's name for people. */
export function titleOf(rule: RuleId, texts: Texts = english): string {
  return texts.rules[rule].title;
}

/** The page about a rule, relative to the product's root. */
export function helpPage(rule: RuleId): string {
  return `docs/rules/${rule}.md`;
}

function seen(finding: Finding, texts: Texts): string {
  return fill(texts.rules[finding.rule].seen, wordsOf(finding, texts));
}

function wordsOf(finding: Finding, texts: Texts): Record<string, string> {
  const { evidence } = finding;
  const measured = (name: string): number => evidence.measurements.find((m) => m.name === name)?.value ?? Number.NaN;
  const { modes = [], modesInData, tag } = evidence;
  return {
    modes: modesInData === undefined ? '?' : count(modesInData),
    missing: count(modes.length),
    parts: count(measured('parts-for-90-percent')),
    near: percent(measured('near-share')),
    changes: percent(measured('dominant-changes')),
    copies: percent(measured('copies-share')),
    duplicates: percent(measured('duplicate-share')),
    duplicatesReal: percent(measured('duplicate-share-real')),
    gradient: number(measured('gradient-of-early')),
    intervals: count(measured('steps-without-events')),
    starving: percent(measured('encoder-share')),
    overlap: percent(measured('generators-overlap')),
    one: count(measured('generator-one')),
    two: count(measured('generator-two')),
    tag: tag ?? '?',
    space: evidence.space === undefined || evidence.space === 'raw' ? texts.asTheyAre : evidence.space,
    places: modes.length === 0 ? '' : ` — ${places(modes, texts)}`,
  };
}

/** "near (2.00, 0.00), (0.00, 2.00)", or their numbers where a prototype is too long to print. */
function places(modes: readonly NamedMode[], texts: Texts): string {
  const names = modes.slice(0, mostPlaces).map(({ mode, prototype, label }) => {
    if (label !== undefined) return fill(texts.className, { name: label });
    return prototype.length > 0 && prototype.length <= 4
      ? point(prototype)
      : fill(texts.partNumber, { number: count(mode + 1) });
  });
  const points = names.join(', ');
  const left = modes.length - names.length;
  return fill(texts.near, { points: left === 0 ? points : fill(texts.more, { points, count: count(left) }) });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
