/** The tables of texts, by language. */
import { chineseReport, englishReport, type ReportTexts } from './report.ts';
import { chinese } from './texts.zh-cn.ts';
import { english, type Texts } from './texts.ts';

/** @param language as VS Code names it, e.g. `en` or `zh-cn`; English where there is no better */
export function textsFor(language: string): Texts {
  return isChinese(language) ? chinese : english;
}

/** The words of a run's report. @param language as above */
export function reportTextsFor(language: string): ReportTexts {
  return isChinese(language) ? chineseReport : englishReport;
}

function isChinese(language: string): boolean {
  return /^zh(?!-(?:tw|hk|hant))/i.test(language);
}
