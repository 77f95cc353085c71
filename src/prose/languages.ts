/** The tables of texts, by language. */
import { chinese } from './texts.zh-cn.ts';
import { english, type Texts } from './texts.ts';

/** @param language as VS Code names it, e.g. `en` or `zh-cn`; English where there is no better */
export function textsFor(language: string): Texts {
  return /^zh(?!-(?:tw|hk|hant))/i.test(language) ? chinese : english;
}
