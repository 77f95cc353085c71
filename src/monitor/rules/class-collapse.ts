/** A generator that is told a class does not make it: something else in its place, or always the same. */
import { shareUpperBound } from '../../metrics/index.ts';
import type { NamedMode } from '../../protocol/index.ts';
import type { Classes, ClassMade } from '../classes.ts';
import type { Rule, Verdict } from '../rule.ts';
import { classCollapse as limits } from '../thresholds.ts';
import { longestPrototype } from './parts.ts';

export const classCollapse: Rule = {
  id: 'class-collapse',
  level: 'warning',
  reads: ['samples/generated'],
  yieldsTo: ['non-finite', 'diverging', 'no-overlap', 'mode-hopping', 'mode-collapse'],
  hysteresis: { raise: limits.raise, clear: limits.clear },
  judge(context): Verdict | undefined {
    const { classes } = context.samples;
    const made = classes.made(context.step);
    if (made === undefined || made.length === 0) return undefined;
    const ratio = context.threshold(limits.ratio) * (context.open ? limits.toStay : 1);
    const spread = limits.spread * (context.open ? limits.toStay : 1);
    const bound = ({ own, count, real }: ClassMade): number =>
      shareUpperBound(own, count, limits.alpha / made.length) / real.own;
    // A class of which no sample is closest to another of it cannot be told from the others
    const missing = made.filter((each) => each.real.own > 0 && bound(each) < ratio);
    const constant = made.filter((each) => each.spreadRatio < spread && !missing.includes(each));
    const worst = [...missing, ...constant];
    if (worst.length === 0) return { on: false };
    return {
      on: true,
      evidence: {
        measurements: [
          { name: 'classes-missing', value: missing.length },
          { name: 'classes-constant', value: constant.length },
          ...missing.slice(0, 1).map((each) => ({ name: 'class-upper-bound', value: bound(each), threshold: ratio })),
          ...constant.slice(0, 1).map((each) => ({ name: 'class-spread', value: each.spreadRatio, threshold: spread })),
        ],
        modes: worst.map((each) => named(each, classes)),
        modesInData: made.length,
        pooledSamples: made[0]!.all,
        space: 'raw',
      },
    };
  },
};

function named({ class: number, all, own, real }: ClassMade, classes: Classes): NamedMode {
  const prototype = classes.prototypeOf(number) ?? new Float64Array(0);
  return {
    mode: number,
    prototype: prototype.length > longestPrototype ? [] : Array.from(prototype),
    realShare: real.share,
    generatedShare: own / all,
    label: classes.nameOf(number),
  };
}
