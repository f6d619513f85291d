import { defineConfig } from 'vitest/config';

/** Most of a test's time is waiting for git and other children, so there may be more tests at once than cores. */
const brisk = {
  maxWorkers: 4,
  // Modules are loaded once a worker, not once a file: no test replaces a module, and none leaves anything in one.
  isolate: false,
};
/** Where programs other than git are started: agents, shells, scripts that prove a finding. */
const startsPrograms = [
  '__tests__/agents/{keys,processes,runs,sandbox,team,workspaces}/**/*.test.ts',
  '__tests__/{commands/completion,proof}/**/*.test.ts',
];
/** The packages as they are bundled: without this the slower development builds of some are loaded. */
const ssr = { resolve: { conditions: ['node', 'module', 'import', 'default'] } };
const slow = { testTimeout: 120_000, hookTimeout: 600_000, fileParallelism: false };

export default defineConfig({
  test: {
    projects: [
      {
        ssr,
        test: {
          name: 'unit',
          ...brisk,
          include: ['__tests__/**/*.test.ts'],
          exclude: ['__tests__/{e2e,suites}/**', ...startsPrograms],
          testTimeout: 20_000,
        },
      },
      {
        ssr,
        test: {
          name: 'processes',
          ...brisk,
          include: startsPrograms,
          testTimeout: 20_000,
        },
      },
      {
        ssr,
        test: {
          name: 'e2e',
          ...brisk,
          include: ['__tests__/e2e/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ssr,
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
      { ssr, test: { name: 'browser', include: ['__tests__/suites/browser/**/*.test.ts'], ...slow } },
      { ssr, test: { name: 'corpus', include: ['__tests__/suites/corpus/**/*.test.ts'], ...slow } },
      { ssr, test: { name: 'hardening', include: ['__tests__/suites/hardening/**/*.test.ts'], ...slow } },
      {
        ssr,
        test: {
          name: 'rounds',
          include: ['__tests__/suites/rounds/**/*.test.ts'],
          ...slow,
          testTimeout: 600_000,
        },
      },
    ],
  },
});
