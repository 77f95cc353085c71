import { describe, expect, it } from 'vitest';
import { parseRequest } from '../../../src/trainer/arguments.ts';

describe("the trainer's command line", () => {
  it('starts a run', () => {
    const args = ['--config', 'a.gan.json', '--steps', '20', '--seed', '0', '--engine', 'portable', '--root', '/w'];
    expect(parseRequest([...args, '--detached'])).toEqual({
      kind: 'start',
      config: 'a.gan.json',
      overrides: { steps: 20, seed: 0, engine: 'portable' },
      root: '/w',
      detached: true,
    });
  });

  it('starts a run in a folder of its own', () => {
    expect(parseRequest(['--config', 'a.gan.json', '--runs', 'b/a'])).toMatchObject({ kind: 'start', runs: 'b/a' });
  });

  it('starts a run where another one stood', () => {
    const request = parseRequest(['--config', 'a.gan.json', '--from', 'runs/a/1', '--from-step', '20']);
    expect(request).toMatchObject({ kind: 'start', from: { run: 'runs/a/1', step: 20 } });
    expect(parseRequest(['--config', 'a', '--from', 'b'])).toMatchObject({ from: { run: 'b' } });
  });

  it('resumes a run', () => {
    const expected = { kind: 'resume', run: 'runs/a/1', root: undefined, detached: false };
    expect(parseRequest(['--resume', 'runs/a/1'])).toEqual(expected);
    const elsewhere = parseRequest(['--resume', 'runs/a/1', '--engine', 'portable']);
    expect(elsewhere).toEqual({ ...expected, engine: 'portable' });
  });

  const wrong: [RegExp, string[]][] = [
    [/either --config FILE or --resume RUN/, []],
    [/either --config FILE or --resume RUN/, ['--config', 'a', '--resume', 'b']],
    [/--steps must be a whole number from 1/, ['--config', 'a', '--steps', '0']],
    [/--steps must be a whole number from 1/, ['--config', 'a', '--steps', '1.5']],
    [/--seed must be a whole number from 0/, ['--config', 'a', '--seed=-1']],
    [/are for a new run/, ['--resume', 'a', '--steps', '5']],
    [/are for a new run/, ['--resume', 'a', '--runs', 'b']],
    [/are for a new run/, ['--resume', 'a', '--from', 'b']],
    [/of the run that --from names/, ['--config', 'a', '--from-step', '5']],
    [/--speed/, ['--config', 'a', '--speed', '5']],
  ];
  it.each(wrong)('refuses with %s: %j', (message, args) => {
    expect(() => parseRequest(args)).toThrow(message);
  });
});
