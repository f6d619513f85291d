import { copyFile, stat, utimes } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { UserError } from '../../model/errors.ts';
import type { Ports } from '../../model/ports.ts';
import type { GitRepository } from '../git/git.ts';
import { gitEnvironment, runGit } from '../git/run-git.ts';

/** Work that no commit holds yet, by how git names it. */
export interface Uncommitted {
  readonly staged: number;
  readonly unstaged: number;
  readonly untracked: number;
  /** Submodules with such work inside: their own repositories hold it, and no commit of this one can. */
  readonly submodules: number;
}

/** Which of it is wanted. */
export interface Wanted {
  /** `staged`: the index as it is; `worktree`: the tracked files as they are. */
  readonly what: 'staged' | 'worktree';
  /** The files that git does not know yet and does not ignore, too. */
  readonly untracked: boolean;
}

/** The top of the work tree that a directory is in; null for a bare repository. */
export async function findWorkTree(directory: string, ports: Ports): Promise<string | null> {
  const environment = gitEnvironment(ports.environment);
  const shown = await runGit(['rev-parse', '--show-toplevel'], { directory, environment });
  const top = shown.stdout.toString('utf8').replace(/\n$/, '');
  return shown.exitCode === 0 && isAbsolute(top) ? top : null;
}

/** Counts the files with uncommitted work; one may be staged and unstaged at once. */
export async function countUncommitted(workTree: string, ports: Ports): Promise<Uncommitted> {
  const environment = gitEnvironment(ports.environment);
  const words = ['status', '--porcelain=v2', '-z', '--no-renames', '--untracked-files=normal'];
  const { stdout } = await runGit(words, { directory: workTree, environment });
  // `1 XY SUB …` (`u` for conflicts), where SUB is `S` and what is new in a submodule; or `? path` (git-status.txt)
  const entries = stdout
    .toString('utf8')
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => entry.split(' '));
  const count = (isMeant: (kind: string, state: string, submodule: string) => boolean) =>
    entries.filter(([kind = '', state = '', submodule = '']) => isMeant(kind, state, submodule)).length;
  const isInside = (submodule: string) => /^S.(?:M|.U)/.test(submodule);
  return {
    staged: count((kind, [index]) => kind !== '?' && index !== '.'),
    unstaged: count((kind, [, file], submodule) => kind !== '?' && file !== '.' && !/^S\./.test(submodule)),
    untracked: count((kind) => kind === '?'),
    submodules: count((kind, _, submodule) => kind !== '?' && isInside(submodule)),
  };
}

/**
 * A commit on top of HEAD that holds uncommitted work, and that no ref names: git forgets it in time. It is made by way of a copy of the
 * index, so that index, refs and files of the user stay as they are.
 * @returns its full name.
 * @throws {UserError} where the index has conflicts.
 */
export async function commitUncommitted(
  git: GitRepository,
  workTree: string,
  wanted: Wanted,
  ports: Ports,
): Promise<string> {
  const index = join(ports.temporaryDirectory, 'index');
  await copyIndex(join(git.gitDirectory, 'index'), index);
  const environment = { GIT_INDEX_FILE: index, GIT_WORK_TREE: workTree };
  const run = (...words: string[]) => git.run(['-C', workTree, ...words], { environment });
  if (wanted.what === 'worktree') await run('add', '--update');
  if (wanted.untracked) await run('add', '--all');
  const written = await git.attempt(['-C', workTree, 'write-tree'], { environment });
  if (written.exitCode !== 0)
    throw new UserError(
      `The index of ${workTree} cannot be reviewed: ${written.stderr.trim().split('\n').at(-1)}. Settle what is in conflict first: see "git status".`,
    );
  const head = await git.resolve('HEAD');
  const tree = written.stdout.toString('utf8').trim();
  const subject = wanted.what === 'staged' ? 'Staged work, not committed' : 'Work that is not committed';
  const words = ['commit-tree', tree, ...(head === null ? [] : ['-p', head]), '-m', subject];
  return (await git.run(words, { environment: ourIdentity })).trim();
}

/** Nobody need be known to git to have work reviewed. */
const ourIdentity = {
  GIT_AUTHOR_NAME: 'deep-review',
  GIT_AUTHOR_EMAIL: 'deep-review@localhost',
  GIT_COMMITTER_NAME: 'deep-review',
  GIT_COMMITTER_EMAIL: 'deep-review@localhost',
};

/**
 * Copies an index with its time: git trusts what it noted of a file only where that is older than the index (racy-git.txt), and a file
 * that changed within the same second would pass for unchanged.
 */
async function copyIndex(from: string, to: string): Promise<void> {
  const found = await stat(from).catch(() => null);
  // A repository in which nothing was ever added has none.
  if (found === null) return;
  await copyFile(from, to);
  const seconds = Math.floor(found.mtimeMs / 1000);
  await utimes(to, seconds, seconds);
}
