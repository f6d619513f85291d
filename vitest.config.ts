import { existsSync, statfsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { defineConfig } from 'vitest/config';

/** Most code runs a few times in a test: what Node 20 by itself spends on making it fast is a fifth of all. */
const optimiseLate = process.versions.node.startsWith('20.') ? ['--interrupt-budget=2000000'] : [];
for (const flag of optimiseLate) setFlagsFromString(flag);

/** Most of a test's time is waiting for git and other children, so there may be more tests at once than cores. */
const brisk = {
  maxWorkers: 3,
  // Modules are loaded once a worker, not once a file: no test replaces a module, and none leaves anything in one.
  isolate: false,
  execArgv: optimiseLate,
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
          env: inMemory(),
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

/** Has temporary files written to memory where there is room for them: disks are slow at thousands of small repositories. */
function inMemory(): Record<string, string> {
  const memory = '/dev/shm';
  if (process.env.TMPDIR !== undefined || !existsSync(memory)) return {};
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 2 ** 30 ? { TMPDIR: memory } : {};
}
