import { expect, it } from 'vitest';
import { resumedFallbackLine } from '../../../src/cli/fallback.ts';

it('a run that goes on says of its engine what was so when it began, and advises nothing', () => {
  expect(resumedFallbackLine({ from: 'native', reason: 'no such library', installed: true })).toBe(
    'training with the engine "portable", with which the run began: "native" could not be loaded then (no such library)',
  );
});
