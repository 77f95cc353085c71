import { describe, expect, it } from 'vitest';
import { countSteps, createTerminal, duration, progressLine } from '../../../src/cli/terminal.ts';

describe('progress', () => {
  it('is one line', () => {
    const status = { step: 3200, steps: 20_000, stepsPerSecond: 912.4, secondsLeft: 18.4 };
    expect(progressLine(status)).toBe('step 3,200 of 20,000 · 16 % · 912 steps/s · 18 s left');
    expect(progressLine({ step: 5, steps: null, stepsPerSecond: null, secondsLeft: null })).toBe('step 5');
    expect(progressLine({ ...status, step: 19_999 })).toContain('99 %');
  });

  it('counts steps in words that fit', () => {
    expect([0, 1, 12_345].map(countSteps)).toEqual(['0 steps', '1 step', '12,345 steps']);
  });

  it('names times as people do', () => {
    expect([0.2, 99, 101, 5999, 6001, 86_400].map(duration)).toEqual([
      '0 s',
      '99 s',
      '2 min',
      '100 min',
      '1.7 h',
      '24.0 h',
    ]);
  });
});

describe('a terminal', () => {
  const collect = (isTTY: boolean, columns = 40) => {
    const written: string[] = [];
    let time = 0;
    const terminal = createTerminal(
      { write: (text) => written.push(text), isTTY, columns },
      { write: () => true },
      () => time,
    );
    return { written, terminal, wait: (ms: number) => (time += ms) };
  };

  it('that is a screen rewrites its progress line, cut to its width, and clears it before other lines', () => {
    const { written, terminal } = collect(true);
    terminal.progress('step 1');
    terminal.progress('step 1');
    terminal.progress('x'.repeat(100));
    terminal.line('done');
    terminal.clear();
    expect(written).toEqual(['step 1', '\r\u001b[2K', 'x'.repeat(39), '\r\u001b[2K', 'done\n']);
  });

  it('that is none gets a plain line every five seconds, and no colours', () => {
    const { written, terminal, wait } = collect(false);
    for (let second = 1; second <= 12; second++) {
      wait(1000);
      terminal.progress(`second ${second}`);
    }
    expect(written).toEqual(['second 5\n', 'second 10\n']);
    const finding = { run: '', rule: 'non-finite', severity: 'error', from: 1, raised: 1, to: null } as const;
    terminal.finding({ ...finding, evidence: { measurements: [], tag: 'a' }, configPaths: [] });
    expect(written.at(-1)).toBe('✖ error Not a number since step 1: a is not finite  [non-finite]\n');
  });
});
