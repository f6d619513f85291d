import { basename } from 'node:path';
import { UserError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { PullRequestFacts } from './change.ts';
import { type GitRepository, openRepository } from './git.ts';
import { findMergeBase } from './merge-base.ts';
import { MissingCommits } from './missing-commits.ts';
import type { RawEntry } from './raw-entry.ts';
import { listChangedEntries } from './read-diff.ts';
import { openRemote, type Remote, readOrigin, repositoryOf } from './remote.ts';

/** What is to be reviewed, as an event or a command line says it; null where it says nothing. */
export interface ChangeRequest {
  /** A work tree, a directory inside one, or a bare repository. */
  readonly directory: string;
  /** Revisions as git understands them. */
  readonly base: string | null;
  readonly head: string | null;
  readonly pullRequest: PullRequestFacts | null;
  /** `owner/name`. */
  readonly repository: string | null;
  readonly webUrl: string | null;
  readonly branch: string | null;
  /** For fetching missing history, and for nothing else. */
  readonly token: string | null;
  readonly apiUrl: string | null;
}

/** The two ends of a change, found in a repository; full commit names (a tree's, where there is no commit before). */
export interface Revisions {
  readonly git: GitRepository;
  readonly base: string;
  readonly head: string;
  readonly mergeBase: string;
  /** The base is a tree, not a commit: there is no history before the change. */
  readonly baseIsTree: boolean;
  /** What differs between merge base and head, renames not considered; never nothing. */
  readonly entries: readonly RawEntry[];
  /** As asked, completed with what the repository tells of itself. */
  readonly request: ChangeRequest & { readonly repository: string };
  /** What was assumed or could not be made sure, for the report. */
  readonly notes: readonly string[];
}

/**
 * Finds base, head and merge base, fetching what a shallow or merge-ref checkout lacks. Without a base, the default
 * branch of `origin` is taken, and the last commit where `HEAD` adds nothing to it.
 * @throws {MissingCommits} when commits or the history between them are not here and cannot be fetched.
 * @throws {UserError} when there is no repository, a revision is unknown, nothing is common, or nothing changed.
 */
export async function resolveRevisions(request: ChangeRequest, ports: Ports): Promise<Revisions> {
  const git = await openRepository(request.directory, ports);
  const origin = await readOrigin(git);
  const remote = openRemote(git, origin, request);
  const ends = await findEnds(git, remote, request);
  const ancestry = ends.baseIsTree
    ? { mergeBase: ends.base, notes: [] }
    : await findMergeBase(git, remote, ends.base, ends.head);
  const entries = await listChangedEntries(git, ancestry.mergeBase, ends.head);
  if (entries.length === 0) throw nothingToReview(request, ends, ancestry.mergeBase);
  const repository = repositoryOf(origin);
  return {
    git,
    base: ends.base,
    head: ends.head,
    mergeBase: ancestry.mergeBase,
    baseIsTree: ends.baseIsTree,
    entries,
    request: {
      ...request,
      repository: request.repository ?? repository ?? basename(git.directory).replace(/\.git$/, ''),
      webUrl: request.webUrl ?? (repository && `https://github.com/${repository}`),
      branch: request.branch ?? (request.head === null ? await currentBranch(git) : null),
    },
    notes: [...ends.notes, ...ancestry.notes],
  };
}

interface Ends {
  readonly base: string;
  readonly head: string;
  /** The base is a tree: everything counts as added to it. */
  readonly baseIsTree: boolean;
  readonly notes: readonly string[];
}

async function findEnds(git: GitRepository, remote: Remote | null, request: ChangeRequest): Promise<Ends> {
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
  const isShallow = (await git.run(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  const failure = remote
    ? await remote.fetch(named, isShallow ? 50 : null)
    : 'there is no remote to fetch from';
  if (failure === null) return;
  throw new MissingCommits(
    `${directory} lacks ${named.map((oid) => oid.slice(0, 12)).join(' or ')}, and fetching failed: ${failure}. Check out the whole history (fetch-depth: 0), or let the input "github-token" read the repository.`,
  );
}

async function findCommit(
  git: GitRepository,
  remote: Remote | null,
  revision: string,
): Promise<string | null> {
  const local = (await git.resolve(revision)) ?? (await git.resolve(`refs/remotes/origin/${revision}`));
  if (local !== null || remote === null || revision === 'HEAD') return local;
  const oid = await remote.lookUp(revision);
  if (oid === null || (await remote.fetch([oid], null)) !== null) return null;
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
  await remote?.fetch([head], 1);
  const fetched = await git.resolve(`${head}^1`);
  if (fetched !== null) return fetched;
  throw new UserError(
    `The commit before ${head.slice(0, 12)} is not in this shallow checkout and could not be fetched. Check out with fetch-depth: 2 or more.`,
  );
}

async function currentBranch(git: GitRepository): Promise<string | null> {
  const result = await git.attempt(['symbolic-ref', '--quiet', '--short', 'HEAD']);
  return result.exitCode === 0 ? result.stdout.toString('utf8').trim() : null;
}

function unknownRevision({ directory }: ChangeRequest, revision: string): UserError {
  if (revision === 'HEAD')
    return new UserError(`The repository ${directory} has no commit yet: make one first.`);
  return new UserError(
    `There is no commit "${revision}" in ${directory}, nor could it be fetched from origin. Check how the revision is spelt, or fetch it first.`,
  );
}

function nothingToReview(request: ChangeRequest, { base, head }: Ends, mergeBase: string): UserError {
  const name = (asked: string | null, oid: string) =>
    asked === null || oid.startsWith(asked) ? oid.slice(0, 12) : `${asked} (${oid.slice(0, 12)})`;
  return new UserError(
    `There is nothing to review: ${name(request.head, head)} holds the same files as its merge base ${mergeBase.slice(0, 12)} with ${name(request.base, base)}. Work that is not committed is not seen; commit it first, or name other revisions with --base and --head.`,
  );
}
