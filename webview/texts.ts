/** The words of the page in the language that the host has put on it. */
import { textsFor } from '../src/prose/index.ts';
import { english } from './texts.en.ts';
import { chinese } from './texts.zh-cn.ts';

// Without a page, as in unit tests, there is no language either.
const language = typeof document === 'undefined' ? 'en' : document.documentElement.lang;

/** What is said about findings. */
export const prose = textsFor(language);

/** Both tables follow one choice. */
const texts = prose === textsFor('zh-cn') ? chinese : english;

export const {
  states,
  healths,
  severities,
  charts,
  projections,
  layouts,
  projectionColourNames,
  fieldMeanings,
  withoutFields,
  words,
} = texts;
