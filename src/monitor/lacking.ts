/** What a log would have to hold for the rules that cannot say anything of it. */
import type { Lacking, RuleId } from '../protocol/index.ts';
import { rules } from './rules/index.ts';
import type { Signal } from './signals.ts';

/** Without these most rules are mute, so that nothing else is asked for before. */
const basics: readonly Signal[] = ['samples/generated', 'samples/real'];

/**
 * Rules that lack signals, those that lack the same ones together, in the order of the rules.
 * @param wanted whether a person wants to hear of a rule
 */
export function lackingOf(present: (signal: Signal) => boolean, wanted: (rule: RuleId) => boolean): readonly Lacking[] {
  const found = new Map<string, { signals: readonly Signal[]; rules: RuleId[] }>();
  for (const { id, needs = [] } of rules) {
    if (!wanted(id)) continue;
    const all = needs.flatMap((need) => {
      const any = typeof need === 'string' ? [need] : need;
      return any.some(present) ? [] : any.slice(0, 1);
    });
    if (all.length === 0) continue;
    const first = all.filter((signal) => basics.includes(signal));
    const signals = first.length > 0 ? first : all;
    const key = signals.join(' ');
    const same = found.get(key);
    if (same === undefined) found.set(key, { signals, rules: [id] });
    else same.rules.push(id);
  }
  return [...found.values()];
}
