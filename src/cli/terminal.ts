/**
 * How a terminal shows things: numbers with separators, one progress line that is rewritten, findings in colour. Where
 * the output is no screen (a file, a pipe, CI) progress is an ordinary line every few seconds.
 */
import { messageOf } from '../prose/index.ts';
import type { Finding, RunStatus, Severity } from '../protocol/index.ts';
import type { Output } from './io.ts';

const marks: Record<Severity, string> = { error: '✖', warning: '⚠', information: 'ℹ', hint: '·' };
const colours: Record<Severity, number> = { error: 31, warning: 33, information: 36, hint: 90 };

/** Between progress lines where they cannot be rewritten. */
const plainProgressEvery = 5000;

export interface Terminal {
  /** A line that stays. */
  line(text: string): void;
  /** The present state, in place of the last one. */
  progress(text: string): void;
  /** A line for the error stream. */
  problem(text: string): void;
  finding(finding: Finding): void;
  /** Takes the progress line away. */
  clear(): void;
}

/** @param now milliseconds, for the pace of progress lines that stay */
export function createTerminal(out: Output, err: Output, now: () => number = Date.now): Terminal {
  const screen = out.isTTY === true;
  const colourful = screen && process.env['NO_COLOR'] === undefined;
  const colour = (code: number, text: string) => (colourful ? `\u001b[${code}m${text}\u001b[0m` : text);
  let shown = '';
  let plainAt = now();
  const clear = () => {
    if (shown !== '') out.write('\r\u001b[2K');
    shown = '';
  };
  return {
    clear,
    line(text) {
      clear();
      out.write(`${text}\n`);
    },
    progress(text) {
      if (screen) {
        const fitting = text.slice(0, Math.max(20, (out.columns ?? 80) - 1));
        if (fitting === shown) return;
        clear();
        out.write(fitting);
        shown = fitting;
      } else if (now() - plainAt >= plainProgressEvery) {
        plainAt = now();
        out.write(`${text}\n`);
      }
    },
    problem(text) {
      clear();
      err.write(`${text}\n`);
    },
    finding(finding) {
      clear();
      const mark = colour(colours[finding.severity], `${marks[finding.severity]} ${finding.severity}`);
      const over = finding.to === null ? '' : ' (over)';
      out.write(`${mark} ${messageOf(finding)}${over}  [${finding.rule}]\n`);
    },
  };
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** 12,345. */
export function count(value: number): string {
  return whole.format(value);
}

/** `1 step`, `12,345 steps`. */
export function countSteps(value: number): string {
  return value === 1 ? '1 step' : `${count(value)} steps`;
}

/** `step 3,200 of 20,000 · 16 % · 912 steps/s · 18 s left`. */
export function progressLine(status: Pick<RunStatus, 'step' | 'steps' | 'stepsPerSecond' | 'secondsLeft'>): string {
  const parts = [`step ${count(status.step)}${status.steps === null ? '' : ` of ${count(status.steps)}`}`];
  if (status.steps) parts.push(`${Math.floor((100 * status.step) / status.steps)} %`);
  if (status.stepsPerSecond !== null) parts.push(`${count(status.stepsPerSecond)} steps/s`);
  if (status.secondsLeft !== null) parts.push(`${duration(status.secondsLeft)} left`);
  return parts.join(' · ');
}

/** Seconds in the unit a person would use: `18 s`, `4 min`, `2.5 h`. */
export function duration(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
