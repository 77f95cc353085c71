/** What there is to say of a log that was made elsewhere, beside findings. */
import type { Lacking } from '../protocol/index.ts';
import { fill } from './format.ts';
import { english, type Texts } from './texts.ts';

/** "… cannot be judged by this log: it lacks …". */
export function lackingWords({ signals, rules }: Lacking, texts: Texts = english): string {
  const titles = rules.map((rule, i) => {
    const { title } = texts.rules[rule];
    return i === 0 ? title : title.charAt(0).toLowerCase() + title.slice(1);
  });
  return fill(texts.lacking, {
    rules: listed(titles, texts),
    signals: listed(
      signals.map((signal) => texts.signals[signal] ?? signal),
      texts,
    ),
  });
}

/** That a log is not that of a GAN, and what to do if it is one. */
export function notAGan(texts: Texts = english): string {
  return texts.notAGan;
}

function listed(words: readonly string[], { and }: Texts): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : fill(and, { some: words.slice(0, -1).join(', '), last });
}
