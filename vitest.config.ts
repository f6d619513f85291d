import { defineConfig } from 'vitest/config';

/** Most of a test's time is waiting for git and other children, so there may be more tests at once than cores. */
const brisk = {
  maxWorkers: 4,
  // Modules are loaded once a worker, not once a file: no test replaces a module, and none leaves anything in one.
  isolate: false,
};
const slow = { testTimeout: 120_000, hookTimeout: 600_000, fileParallelism: false };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          ...brisk,
          include: ['__tests__/**/*.test.ts'],
          exclude: ['__tests__/{e2e,suites}/**'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'e2e',
          ...brisk,
          include: ['__tests__/e2e/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'agents',
          include: ['__tests__/suites/agents/**/*.test.ts'],
          ...slow,
          testTimeout: 240_000,
          // a file per CLI; most of a run is waiting for it
          fileParallelism: true,
          maxWorkers: 3,
        },
      },
      { test: { name: 'browser', include: ['__tests__/suites/browser/**/*.test.ts'], ...slow } },
      { test: { name: 'corpus', include: ['__tests__/suites/corpus/**/*.test.ts'], ...slow } },
      { test: { name: 'hardening', include: ['__tests__/suites/hardening/**/*.test.ts'], ...slow } },
    ],
  },
});
