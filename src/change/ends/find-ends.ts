import { UserError } from '../../model/errors.ts';
import type { GitRepository } from '../git/git.ts';
import type { ChangeRequest } from './change-request.ts';
import { MissingCommits } from './missing-commits.ts';
import type { History, Remote } from './remote.ts';

/** The two ends of a change before their merge base is known. */
export interface Ends {
  readonly base: string;
  readonly head: string;
  /** The base is a tree: everything counts as added to it. */
  readonly baseIsTree: boolean;
  readonly notes: readonly string[];
}

/**
 * Finds the commits that a request names, fetching them where the checkout lacks them; without a base, the default branch.
 * @throws {MissingCommits} when an event's commits are not here and cannot be fetched.
 * @throws {UserError} when a revision is unknown.
 */
export async function findEnds(
  git: GitRepository,
  remote: Remote | null,
  request: ChangeRequest,
): Promise<Ends> {
  await fetchNamedCommits(git, remote, request);
  const head = await findCommit(git, remote, request.head ?? 'HEAD');
  if (head === null) throw unknownRevision(request, request.head ?? 'HEAD');
  if (request.base === null) return assumeBase(git, remote, head);
  const base = await findCommit(git, remote, request.base);
  if (base !== null) return { base, head, baseIsTree: false, notes: [] };
  const tree = await git.resolve(request.base, 'tree');
  if (tree !== null) return { base: tree, head, baseIsTree: true, notes: [] };
  throw unknownRevision(request, request.base);
}

/** Commits. */
const firstStep = 50;

const fullName = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Fetches both ends at once where an event names commits that the checkout lacks, as with `refs/pull/N/merge` at depth 1. */
async function fetchNamedCommits(
  git: GitRepository,
  remote: Remote | null,
  { base, head, directory }: ChangeRequest,
): Promise<void> {
  const named = [base, head].filter((revision) => revision !== null && fullName.test(revision)) as string[];
  const missing = await Promise.all(named.map(async (oid) => (await git.resolve(oid)) === null));
  if (!missing.includes(true)) return;
  const failure = remote
    ? await remote.fetch(named, await historyWanted(git))
    : 'there is no remote to fetch from';
  if (failure === null) return;
  throw new MissingCommits(
    `${directory} lacks ${named.map((oid) => oid.slice(0, 12)).join(' or ')}, and fetching failed: ${failure}. Check out the whole history (fetch-depth: 0), or let the input "github-token" read the repository.`,
  );
}

/** A first step for what is shallow or empty; the search for the merge base takes more as it needs it. */
async function historyWanted(git: GitRepository): Promise<History> {
  if ((await git.resolve('HEAD')) === null) return { depth: firstStep };
  const isShallow = (await git.run(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  return isShallow ? { deepen: firstStep } : 'lacking';
}

async function findCommit(
  git: GitRepository,
  remote: Remote | null,
  revision: string,
): Promise<string | null> {
  const local = (await git.resolve(revision)) ?? (await git.resolve(`refs/remotes/origin/${revision}`));
  if (local !== null || remote === null || revision === 'HEAD') return local;
  const oid = await remote.lookUp(revision);
  if (oid === null || (await remote.fetch([oid], 'lacking')) !== null) return null;
  return git.resolve(oid);
}

/** The default branch as far as anything tells of it, most telling first. */
const defaultBranches = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

async function assumeBase(git: GitRepository, remote: Remote | null, head: string): Promise<Ends> {
  for (const ref of defaultBranches) {
    const base = await git.resolve(ref);
    if (base === null) continue;
    const ahead = await git.attempt(['merge-base', '--is-ancestor', '--end-of-options', head, base]);
    if (ahead.exitCode === 0) break;
    const name = (await git.run(['rev-parse', '--abbrev-ref', ref])).trim();
    return { base, head, baseIsTree: false, notes: [`No base was given: compared with ${name}.`] };
  }
  if (isRoot(await git.run(['cat-file', 'commit', head]))) {
    const notes = ['No base was given, and the commit is the first one: everything in it is reviewed.'];
    return { base: git.emptyTree, head, baseIsTree: true, notes };
  }
  const parent = await findParent(git, remote, head);
  return {
    base: parent,
    head,
    baseIsTree: false,
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

function unknownRevision({ directory }: ChangeRequest, revision: string): UserError {
  if (revision === 'HEAD')
    return new UserError(`The repository ${directory} has no commit yet: make one first.`);
  return new UserError(
    `There is no commit "${revision}" in ${directory}, nor could it be fetched from origin. Check how the revision is spelt, or fetch it first.`,
  );
}
