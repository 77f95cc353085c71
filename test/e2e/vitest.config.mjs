import { defineConfig } from 'vitest/config';

/** One window at a time: each trains, and the machine is to be seen as a person sees it. */
export default defineConfig({
  test: {
    include: ['test/e2e/*.test.ts'],
    fileParallelism: false,
    pool: 'forks',
    testTimeout: 300_000,
    hookTimeout: 120_000,
    bail: 0,
  },
});
