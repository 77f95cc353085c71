import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Processes } from '../../../src/host/processes.ts';
import { endInWords, lastWords, parseBeginning, startTrainer, TrainerError } from '../../../src/host/trainer.ts';

/** A program that stands for the trainer. */
function trainer(program: string) {
  const folder = mkdtempSync(join(tmpdir(), 'modescope-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const script = join(folder, 'trainer.mjs');
  writeFileSync(script, program);
  const options = { script, logFolder: join(folder, 'logs'), processes: new Processes(() => true) };
  const config = join(folder, 'ring.gan.json');
  return { folder, options, request: { config, root: folder, engine: 'portable' } };
}

describe('starting a trainer', () => {
  it('hands over config, root, engine and whether to outlive us, and gives what it says first', async () => {
    const { folder, options, request } = trainer(
      `console.log(JSON.stringify({ type: 'started', run: JSON.stringify(process.argv.slice(2)) })); console.log('more');`,
    );
    const { beginning, ended } = await startTrainer(request, true, options);
    expect(beginning.type === 'started' && JSON.parse(beginning.run)).toEqual([
      '--config',
      request.config,
      '--root',
      folder,
      '--engine',
      'portable',
      '--detached',
    ]);
    expect(await ended).toEqual({ code: 0, signal: null });
  });

  it('gives the problems for which it was refused', async () => {
    const problem = { file: '/a.gan.json', line: 3, column: 5, message: 'no', code: 'data-file' };
    const refused = { type: 'refused', problems: [problem] };
    const { options, request } = trainer(`console.log('${JSON.stringify(refused)}'); process.exitCode = 1;`);
    expect((await startTrainer(request, false, options)).beginning).toEqual(refused);
  });

  it('fails with the last words of a trainer that ends without a word on stdout', async () => {
    const { options, request } = trainer(`import './not-there.mjs';`);
    const failure = await startTrainer(request, false, options).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TrainerError);
    expect((failure as TrainerError).message).toMatch(/Cannot find module .*not-there/);
    expect(readFileSync((failure as TrainerError).logFile, 'utf8')).toContain('not-there');
  });

  it('fails when the first line is something else', async () => {
    const { options, request } = trainer(`console.log('hello');`);
    await expect(startTrainer(request, false, options)).rejects.toThrow('hello');
  });

  it('tells how a trainer ended that was killed', async () => {
    const { options, request } = trainer(
      `console.log(JSON.stringify({ type: 'started', run: '/run' })); process.kill(process.pid, 'SIGKILL');`,
    );
    const { ended, logFile } = await startTrainer(request, false, options);
    expect(endInWords(await ended, logFile)).toBe('The trainer was ended by SIGKILL.');
  });
});

describe('what a trainer says', () => {
  it('is a line of JSON of one of two kinds', () => {
    expect(parseBeginning('{"type":"started","run":"/r"}')).toEqual({ type: 'started', run: '/r' });
    expect(parseBeginning('{"type":"started"}')).toBeUndefined();
    expect(parseBeginning('{"type":"refused","problems":[{}]}')).toBeUndefined();
    expect(parseBeginning('started')).toBeUndefined();
  });

  it('ends in the line of the error, not in its stack', () => {
    const output = `a warning\n\nnode:internal/x:1\nTypeError: no such thing\n    at f (file:1:2)\n\nNode.js v24.1.0\n`;
    expect(lastWords(output)).toBe('TypeError: no such thing');
    expect(lastWords('one\ntwo\n')).toBe('two');
    expect(lastWords('\n')).toBeUndefined();
    expect(lastWords('x'.repeat(1000))).toHaveLength(300);
  });
});
