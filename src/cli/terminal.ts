/** How a terminal shows things: numbers with separators, one progress line that is rewritten, findings in colour. */
import { messageOf } from '../prose/index.ts';
import type { Finding, RunStatus, Severity } from '../protocol/index.ts';

const marks: Record<Severity, string> = { error: '✖', warning: '⚠', information: 'ℹ', hint: '·' };
const colours: Record<Severity, number> = { error: 31, warning: 33, information: 36, hint: 90 };

/** A terminal, or something that looks like one. `rewrite` lines replace each other where the stream is a screen. */
export interface Terminal {
  line(text: string): void;
  rewrite(text: string): void;
  problem(text: string): void;
  finding(finding: Finding): void;
}

export function createTerminal(out: NodeJS.WriteStream, err: NodeJS.WriteStream): Terminal {
  const screen = out.isTTY;
  const colour = (code: number, text: string) => (screen ? `\u001b[${code}m${text}\u001b[0m` : text);
  let pending = false;
  const clear = () => {
    if (pending) out.write('\r\u001b[2K');
    pending = false;
  };
  return {
    line(text) {
      clear();
      out.write(`${text}\n`);
    },
    rewrite(text) {
      if (!screen) return;
      clear();
      out.write(text.slice(0, Math.max(20, out.columns - 1)));
      pending = true;
    },
    problem(text) {
      clear();
      err.write(`${text}\n`);
    },
    finding(finding) {
      clear();
      const word = finding.to === null ? '' : ' (over)';
      out.write(`${colour(colours[finding.severity], marks[finding.severity])} ${messageOf(finding)}${word}  [${finding.rule}]\n`);
    },
  };
}

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `step 3,200 of 20,000 · 16 % · 912 steps/s · 18 s left`. */
export function progressLine(status: Pick<RunStatus, 'step' | 'steps' | 'stepsPerSecond' | 'secondsLeft'>): string {
  const parts = [`step ${number.format(status.step)}${status.steps === null ? '' : ` of ${number.format(status.steps)}`}`];
  if (status.steps) parts.push(`${Math.floor((100 * status.step) / status.steps)} %`);
  if (status.stepsPerSecond !== null) parts.push(`${number.format(status.stepsPerSecond)} steps/s`);
  if (status.secondsLeft !== null) parts.push(`${duration(status.secondsLeft)} left`);
  return parts.join(' · ');
}

/** Seconds in the unit a person would use: `18 s`, `4 min`, `2.5 h`. */
export function duration(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
