import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from './deep-review.ts';
import { root } from './documents.ts';
import { makeChange, temporaryDirectory } from './repository.ts';

/** How a command line ended. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A machine with git, Node and `deep-review`, and nothing else of ours: an empty HOME, no agents, a repository with a change. */
export interface Newcomer {
  readonly repository: string;
  /** Runs a line of shell in the repository; the test's own process goes on meanwhile, to serve it. */
  run(line: string, environment?: Readonly<Record<string, string>>): Promise<Ended>;
}

/** Sets up a {@link Newcomer} whose branch `feature` changes these files. */
export function makeNewcomer(
  base: Readonly<Record<string, string>> = { 'src/sum.js': 'export const sum = (a, b) => a + b;\n' },
  head: Readonly<Record<string, string>> = { 'src/sum.js': 'export const sum = (a, b) => b + a;\n' },
): Newcomer {
  const { directory } = makeChange(base, head);
  const programs = temporaryDirectory();
  symlinkSync(process.execPath, join(programs, 'node'));
  writeFileSync(join(programs, 'deep-review'), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`, {
    mode: 0o755,
  });
  // So that README's `node dist/cli.js` means the same.
  mkdirSync(join(directory, '.git/info'), { recursive: true });
  writeFileSync(join(directory, '.git/info/exclude'), '/dist\n/deep-review-report/\n');
  symlinkSync(join(root, 'dist'), join(directory, 'dist'));
  const home = temporaryDirectory();
  return {
    repository: directory,
    run: (line, environment = {}) =>
      new Promise((resolve) => {
        const options = {
          cwd: directory,
          env: { PATH: `${programs}:/usr/bin:/bin`, HOME: home, ...environment },
          timeout: 50_000,
        };
        const child = execFile('/bin/sh', ['-c', line], options, (_, stdout, stderr) =>
          resolve({ exitCode: child.exitCode, stdout, stderr }),
        );
        child.stdin?.end();
      }),
  };
}
