import { defineConfig } from 'vitest/config';

/** vitest only serves to run TypeScript here: what is measured goes into a file, nothing is judged. */
export default defineConfig({
  test: { include: ['test/bench/*.measure.ts'], pool: 'forks', testTimeout: 600_000, hookTimeout: 120_000 },
});
