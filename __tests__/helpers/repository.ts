import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Content of a file, a symlink's target, or null to delete it. */
export type FileContent =
  | string
  | Buffer
  | { readonly link: string }
  | { readonly executable: string }
  | null;

/** A real git repository in a temporary directory. */
export interface TestRepository {
  readonly directory: string;
  /** Runs git in it and returns what it printed, trimmed. */
  git(...args: string[]): string;
  /** Writes files, commits them all, ignored ones too, perhaps on a new branch, returns the commit's full name. */
  commit(subject: string, files: Readonly<Record<string, FileContent>>, branch?: string): string;
}

/** Git that depends on nothing of the machine: no configuration, fixed author and dates. */
export const gitEnvironment = {
  PATH: process.env.PATH ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z',
  GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z',
};

/** A temporary directory that goes away with the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'deep-review-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** One child for all of it: a fork of a test's big process costs more than what git does in it. */
const commitScript = `set -e
[ -z "$2" ] || git checkout --quiet -b "$2"
git add --all --force
git -c maintenance.auto=false commit --quiet --allow-empty --message "$1"
git rev-parse HEAD`;

/** An empty repository on branch `main`, removed with the test. */
export function makeRepository(): TestRepository {
  const directory = temporaryDirectory();
  const options = { cwd: directory, env: gitEnvironment, encoding: 'utf8', maxBuffer: 1 << 28 } as const;
  const git = (...args: string[]) => execFileSync('git', args, options).trim();
  // What `git init` makes of it, in a tenth of the time.
  for (const folder of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags'])
    mkdirSync(join(directory, '.git', folder), { recursive: true });
  writeFileSync(join(directory, '.git/HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(directory, '.git/config'), '[core]\n\tlogAllRefUpdates = true\n');
  return {
    directory,
    git,
    commit(subject, files, branch = '') {
      for (const [path, content] of Object.entries(files)) writeContent(join(directory, path), content);
      return execFileSync('/bin/sh', ['-c', commitScript, 'commit', subject, branch], options).trim();
    },
  };
}

/** A repository with `base` committed on `main` and `head` on the branch `feature`, which is checked out. */
export function makeChange(
  base: Readonly<Record<string, FileContent>>,
  head: Readonly<Record<string, FileContent>>,
): TestRepository {
  const repository = makeRepository();
  repository.commit('Begin', base);
  repository.commit('Change it', head, 'feature');
  return repository;
}

function writeContent(path: string, content: FileContent): void {
  rmSync(path, { recursive: true, force: true });
  if (content === null) return;
  mkdirSync(dirname(path), { recursive: true });
  if (typeof content === 'string' || Buffer.isBuffer(content)) writeFileSync(path, content);
  else if ('link' in content) symlinkSync(content.link, path);
  else {
    writeFileSync(path, content.executable);
    chmodSync(path, 0o755);
  }
}
