/** On a machine of a megabyte: what does not fit is refused at its line, before anything is made. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { beginRun } from '../../../src/trainer/begin.ts';
import { RefusedError } from '../../../src/trainer/errors.ts';
import { begin, temporaryFolder, writeConfig } from './helpers.ts';

vi.mock('node:os', async (original) => ({ ...(await original<object>()), totalmem: () => 1e6 }));

it.each([
  ['the batch', '65536', { training: { batch: 65_536 } }],
  [
    'the parameters of the discriminator',
    '[{"dense":400}',
    { discriminator: { layers: [{ dense: 400 }, { dense: 400 }, { dense: 1 }] } },
  ],
])('%s', async (what, text, changes) => {
  const folder = temporaryFolder();
  const file = writeConfig(folder, changes);
  const error: unknown = await beginRun(file, undefined, {}).catch((thrown: unknown) => thrown);
  const [problem] = (error as RefusedError).problems;
  expect(problem).toMatchObject({ file, code: 'too-large', line: 1 });
  expect(problem!.message).toMatch(/^the run needs about \d+ MB of memory, most of it for /);
  expect(problem!.message).toContain(`for ${what}; this machine has 1 MB: make it smaller`);
  expect(
    readFileSync(file, 'utf8')
      .slice(problem!.column - 1)
      .startsWith(text),
  ).toBe(true);
  expect(existsSync(join(folder, 'runs'))).toBe(false);
});

it('what fits begins', async () => {
  const begun = await begin(writeConfig(temporaryFolder()));
  expect(existsSync(begun.run.folder)).toBe(true);
  begun.writer.close();
});
