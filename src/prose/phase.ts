/** The phases of a training step in words. */
import { fill } from './format.ts';
import { english, type Texts } from './texts.ts';

/** `next: the discriminator's update 2`, for the phase `discriminator[1]`. */
export function nextPhaseWords(phase: string, texts: Texts = english): string {
  const [, name, index] = /^(discriminator|generator)\[(\d+)\]$/.exec(phase) ?? [];
  const words =
    name === 'discriminator' || name === 'generator'
      ? fill(texts.phases[name], { number: String(Number(index) + 1) })
      : texts.phases.both;
  return fill(texts.nextPhase, { phase: words });
}
