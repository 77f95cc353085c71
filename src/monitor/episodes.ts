/** The one mechanism of hysteresis: verdicts come in, findings go up, are updated in place, and come down. */
import type { Evidence, RuleId, Severity } from '../protocol/index.ts';
import type { Rule, Verdict } from './rule.ts';

/** A finding without what the run adds to it. */
export interface Episode {
  readonly rule: RuleId;
  readonly level: Severity;
  readonly from: number;
  readonly raised: number;
  to: number | null;
  evidence: Evidence;
}

const nothing: Evidence = { measurements: [] };

export class Episodes {
  readonly #rule: Rule;
  readonly #past: Episode[] = [];
  #open: Episode | undefined;
  /** Verdicts for, less those against. */
  #score = 0;
  #against = 0;
  #since: number | undefined;

  constructor(rule: Rule) {
    this.#rule = rule;
  }

  get open(): boolean {
    return this.#open !== undefined;
  }

  get all(): readonly Episode[] {
    return this.#past;
  }

  /** Takes a verdict at `step`. True when a finding changed. */
  take(step: number, verdict: Verdict): boolean {
    return verdict.on ? this.#for(step, verdict) : this.#contrary(step);
  }

  #for(step: number, verdict: Verdict): boolean {
    this.#against = 0;
    this.#score++;
    this.#since ??= step;
    if (this.#open !== undefined) {
      this.#open.evidence = verdict.evidence ?? this.#open.evidence;
      return true;
    }
    if (this.#score < (verdict.raise ?? this.#rule.hysteresis.raise)) return false;
    const from = Math.min(step, verdict.from ?? this.#since);
    this.#open = {
      rule: this.#rule.id,
      level: this.#rule.level,
      from,
      raised: step,
      to: null,
      evidence: verdict.evidence ?? nothing,
    };
    this.#past.push(this.#open);
    return true;
  }

  #contrary(step: number): boolean {
    this.#against++;
    this.#score = Math.max(0, this.#score - 1);
    if (this.#against < this.#rule.hysteresis.clear) return false;
    this.#score = 0;
    this.#since = undefined;
    return this.close(step);
  }

  /** Ends an open finding at once, because another one explains it. True when there was one. */
  close(step: number): boolean {
    if (this.#open === undefined) return false;
    this.#open.to = step;
    this.#open = undefined;
    return true;
  }

  /** Everything at `step` and after it did not happen. */
  rewind(step: number): void {
    for (let i = this.#past.length - 1; i >= 0; i--) if (this.#past[i]!.raised >= step) this.#past.splice(i, 1);
    this.#open = undefined;
    for (const episode of this.#past) {
      if (episode.to !== null && episode.to < step) continue;
      episode.to = null;
      this.#open = episode;
    }
    this.#score = this.#open === undefined ? 0 : this.#rule.hysteresis.raise;
    this.#against = 0;
    this.#since = undefined;
  }
}
