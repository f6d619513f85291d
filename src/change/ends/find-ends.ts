import { UserError } from '../../model/errors.ts';
import type { GitRepository } from '../git/git.ts';
import { assumeBase, type Ends, findPushedBase } from './assume-base.ts';
import type { ChangeRequest } from './change-request.ts';
import { MissingCommits } from './missing-commits.ts';
import type { History, Remote } from './remote.ts';

/** The commits that a checkout has of what was looked for: revision → full name, or null. */
type Here = ReadonlyMap<string, string | null>;

/** Looks in the checkout alone for the commits that a request names. */
export const lookHere = (git: GitRepository, { base, head }: ChangeRequest): Promise<Here> =>
  lookFor(git, [head ?? 'HEAD', ...(base === null ? [] : [base])]);

/**
 * Finds the commits that a request names, fetching them where the checkout lacks them; without a base, the default branch.
 * @param here see {@link lookHere}.
 * @throws {MissingCommits} when an event's commits are not here and cannot be fetched.
 * @throws {UserError} when a revision is unknown.
 */
export async function findEnds(
  git: GitRepository,
  remote: Remote | null,
  request: ChangeRequest,
  here: Here,
): Promise<Ends> {
  const missing = [request.base, request.head].some(
    (revision) => revision !== null && fullName.test(revision) && here.get(revision) === null,
  );
  const isBaseGone = missing && (await fetchNamedCommits(git, remote, request)) === 'base gone';
  const find = async (revision: string) =>
    (missing ? null : here.get(revision)) ?? (await findCommit(git, remote, revision));
  const head = await find(request.head ?? 'HEAD');
  if (head === null) throw unknownRevision(request, request.head ?? 'HEAD');
  if (request.pushed && (request.base === null || isBaseGone))
    return findPushedBase(git, remote, request, head);
  if (request.base === null) return assumeBase(git, remote, head);
  const base = await find(request.base);
  if (base !== null) return { base, head, before: null, notes: [] };
  const tree = await git.resolve(request.base, 'tree');
  if (tree !== null) return { base: tree, head, before: tree, notes: [] };
  throw unknownRevision(request, request.base);
}

/** Commits. */
const firstStep = 50;

const fullName = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/**
 * Fetches both ends at once where an event names commits that the checkout lacks, as with `refs/pull/N/merge` at depth 1. What a push
 * replaced may be gone for good.
 */
async function fetchNamedCommits(
  git: GitRepository,
  remote: Remote | null,
  { base, head, directory, pushed }: ChangeRequest,
): Promise<'fetched' | 'base gone'> {
  const named = [base, head].filter((revision) => revision !== null && fullName.test(revision)) as string[];
  const fetch = async (commits: readonly string[]) =>
    remote ? remote.fetch(commits, await historyWanted(git)) : 'there is no remote to fetch from';
  const failure = await fetch(named);
  if (failure === null) return 'fetched';
  if (pushed && base !== null && head !== null && (await git.resolve(base)) === null) {
    if ((await git.resolve(head)) !== null || (await fetch([head])) === null) return 'base gone';
  }
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
  const local = (await lookFor(git, [revision])).get(revision) ?? null;
  if (local !== null || remote === null || revision === 'HEAD') return local;
  const oid = await remote.lookUp(revision);
  if (oid === null || (await remote.fetch([oid], 'lacking')) !== null) return null;
  return git.resolve(oid);
}

/** What is no full name is a revision of the clone, or else a branch of its remote. */
async function lookFor(git: GitRepository, revisions: readonly string[]): Promise<Here> {
  const namesOf = (revision: string) =>
    fullName.test(revision) ? [revision] : [revision, `refs/remotes/origin/${revision}`];
  const found = await git.resolveAll(revisions.flatMap(namesOf));
  return new Map(
    revisions.map((revision) => {
      const oids = namesOf(revision).map((name) => found.get(name) ?? null);
      return [revision, oids.find((oid) => oid !== null) ?? null];
    }),
  );
}

function unknownRevision({ directory }: ChangeRequest, revision: string): UserError {
  if (revision === 'HEAD')
    return new UserError(`The repository ${directory} has no commit yet: make one first.`);
  return new UserError(
    `There is no commit "${revision}" in ${directory}, nor could it be fetched from origin. Check how the revision is spelt, or fetch it first.`,
  );
}
