import { UserError } from '../../model/errors.ts';
import type { GitRepository } from '../git/git.ts';
import type { ChangeRequest } from './change-request.ts';
import type { Remote } from './remote.ts';

/** The two ends of a change before their merge base is known. */
export interface Ends {
  readonly base: string;
  readonly head: string;
  /** A tree that everything counts as added to, where no commit came before; null where the merge base is to be found. */
  readonly before: string | null;
  readonly notes: readonly string[];
}

/** The default branch as far as anything tells of it, most telling first. */
const defaultBranches = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

/** For a change without a base: the default branch, or the commit before where the default branch has this one. */
export async function assumeBase(git: GitRepository, remote: Remote | null, head: string): Promise<Ends> {
  for (const ref of defaultBranches) {
    const base = await git.resolve(ref);
    if (base === null) continue;
    const ahead = await git.attempt(['merge-base', '--is-ancestor', '--end-of-options', head, base]);
    if (ahead.exitCode === 0) break;
    const name = (await git.run(['rev-parse', '--abbrev-ref', ref])).trim();
    return { base, head, before: null, notes: [`No base was given: compared with ${name}.`] };
  }
  if (isRoot(await git.run(['cat-file', 'commit', head]))) {
    const notes = ['No base was given, and the commit is the first one: everything in it is reviewed.'];
    return { base: git.emptyTree, head, before: git.emptyTree, notes };
  }
  const parent = await findParent(git, remote, head);
  return {
    base: parent,
    head,
    before: null,
    notes: ['No base was given, and no default branch lacks this commit: the last commit is reviewed.'],
  };
}

/** Asks the object itself, since a shallow checkout makes its last commit look like a root. */
const isRoot = (commit: string) => !/^parent /m.test(commit.split('\n\n', 1)[0] ?? '');

async function findParent(git: GitRepository, remote: Remote | null, head: string): Promise<string> {
  const local = await git.resolve(`${head}^1`);
  if (local !== null) return local;
  await remote?.fetch([head], { deepen: 1 });
  const fetched = await git.resolve(`${head}^1`);
  if (fetched !== null) return fetched;
  throw new UserError(
    `The commit before ${head.slice(0, 12)} is not in this shallow checkout and could not be fetched. Check out with fetch-depth: 2 or more.`,
  );
}

/**
 * For a branch that was pushed: all that it adds to the default branch, and everything in it where it is the default branch itself, or
 * the first one.
 * @throws {UserError} where a default branch was replaced, and what it was is gone.
 */
export async function findPushedBase(
  git: GitRepository,
  remote: Remote | null,
  { pushed, branch, base: replaced }: ChangeRequest,
  head: string,
): Promise<Ends> {
  const name = pushed?.defaultBranch ?? (await nameDefaultBranch(git));
  const gone =
    replaced === null
      ? 'The event names no commit from before'
      : `${replaced.slice(0, 12)}, which this push replaced, is gone`;
  const base = name === null || name === branch ? null : await findBranch(git, remote, name);
  if (base !== null) return { base, head, before: null, notes: [`${gone}: it is compared with ${name}.`] };
  if (replaced === null) {
    // What the branch itself configures is in force: there is no other, and whoever pushed it may change it.
    const notes = [`${gone}: everything in it is reviewed.`];
    return { base: head, head, before: git.emptyTree, notes };
  }
  throw new UserError(
    `${gone}, so what the push changed is not known. Name a commit to compare with in the input "base".`,
  );
}

/** `main`, as far as the clone tells. */
async function nameDefaultBranch(git: GitRepository): Promise<string | null> {
  for (const ref of defaultBranches) {
    if ((await git.resolve(ref)) === null) continue;
    const name = await git.run(['rev-parse', '--symbolic-full-name', ref]);
    return name.trim().replace(/^refs\/(?:remotes\/origin|heads)\//, '');
  }
  return null;
}

async function findBranch(git: GitRepository, remote: Remote | null, name: string): Promise<string | null> {
  const local =
    (await git.resolve(`refs/remotes/origin/${name}`)) ?? (await git.resolve(`refs/heads/${name}`));
  if (local !== null || remote === null) return local;
  const oid = await remote.lookUp(name);
  if (oid === null || (await remote.fetch([oid], 'lacking')) !== null) return null;
  return git.resolve(oid);
}
