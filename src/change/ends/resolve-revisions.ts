import { basename, join } from 'node:path';
import type { Ports } from '../../model/ports.ts';
import { listChangedEntries } from '../diff/read-diff.ts';
import { type GitRepository, initRepository, NotARepository, openRepository } from '../git/git.ts';
import { askApi, readApiFile } from './api-listing.ts';
import type { Ends } from './assume-base.ts';
import type { ChangeRequest } from './change-request.ts';
import { readCommits } from './commits.ts';
import { findEnds, lookHere } from './find-ends.ts';
import type { GitHubClient } from './list-api-files.ts';
import { findMergeBase } from './merge-base.ts';
import { MissingCommits } from './missing-commits.ts';
import { NothingToReview } from './nothing-to-review.ts';
import { openRemote, readOrigin, repositoryOf } from './remote.ts';
import type { Revisions } from './revisions.ts';
import { buildStandIn } from './stand-in.ts';

/**
 * Finds base, head and merge base, fetching what a shallow or merge-ref checkout lacks, or everything where nothing is checked
 * out; what git cannot fetch is asked of the API. Without a base, the default branch of `origin` is taken, and the last
 * commit where `HEAD` adds nothing to it.
 * @throws {NothingToReview} when nothing changed.
 * @throws {UserError} when there is no repository, a revision is unknown, or nothing is common.
 */
export async function resolveRevisions(request: ChangeRequest, ports: Ports): Promise<Revisions> {
  const git = await openCheckout(request, ports);
  try {
    return await askGit(git, request);
  } catch (error) {
    if (!(error instanceof MissingCommits) || request.openApi === null) throw error;
    return readFromApi(await request.openApi(), git, request, ports);
  }
}

/** What is checked out; where nothing is, an empty repository to fetch into. */
async function openCheckout({ directory, webUrl }: ChangeRequest, ports: Ports): Promise<GitRepository> {
  try {
    return await openRepository(directory, ports);
  } catch (error) {
    if (!(error instanceof NotARepository) || webUrl === null) throw error;
    return initRepository(join(ports.temporaryDirectory, 'repository'), ports);
  }
}

async function askGit(git: GitRepository, request: ChangeRequest): Promise<Revisions> {
  const [origin, branch, here] = await Promise.all([
    readOrigin(git),
    request.branch ?? branchOf(git, request.head ?? 'HEAD'),
    lookHere(git, request),
  ]);
  const remote = openRemote(git, origin, request);
  const ends = await findEnds(git, remote, request, here);
  const ancestry =
    ends.before === null
      ? await findMergeBase(git, remote, ends.base, ends.head)
      : { mergeBase: ends.before, ...(await readCommits(git, ends.head, null)), notes: [] };
  const entries = await listChangedEntries(git, ancestry.mergeBase, ends.head);
  if (entries.length === 0) throw nothingToReview(request, ends, ancestry.mergeBase);
  const repository = repositoryOf(origin);
  return {
    git,
    base: ends.base,
    head: ends.head,
    mergeBase: ancestry.mergeBase,
    baseIsTree: ends.before !== null,
    commits: ancestry.commits,
    entries,
    request: {
      ...request,
      repository: request.repository ?? repository ?? basename(git.directory).replace(/\.git$/, ''),
      webUrl: request.webUrl ?? (repository && `https://github.com/${repository}`),
      branch,
    },
    told: null,
    notes: [...ends.notes, ...ancestry.notes],
  };
}

async function readFromApi(
  client: GitHubClient,
  checkout: GitRepository,
  request: ChangeRequest,
  ports: Ports,
): Promise<Revisions> {
  const told = await askApi(client, request);
  const { git, base, head, files } = await buildStandIn(told, ports);
  return {
    git: {
      ...git,
      directory: checkout.directory,
      // Configuration and instructions are wanted whole.
      readFile: (revision, path) =>
        revision === base ? readApiFile(client, request, path) : git.readFile(revision, path),
      openTexts() {
        const texts = git.openTexts();
        const read: typeof texts.read = (revision, path) =>
          revision === base ? readApiFile(client, request, path) : texts.read(revision, path);
        return { ...texts, read };
      },
    },
    base,
    head,
    mergeBase: base,
    baseIsTree: false,
    commits: told.commits,
    entries: [],
    request: { ...request, repository: request.repository ?? '' },
    told: { ...told, files },
    notes: told.notes,
  };
}

/** The local branch that a revision names; null for a commit, a tag and a detached HEAD. */
async function branchOf(git: GitRepository, revision: string): Promise<string | null> {
  const { stdout } = await git.attempt([
    'rev-parse',
    '--verify',
    '--quiet',
    '--symbolic-full-name',
    revision,
  ]);
  return /^refs\/heads\/(.+)$/m.exec(stdout.toString('utf8'))?.[1] ?? null;
}

function nothingToReview(request: ChangeRequest, { base, head }: Ends, mergeBase: string): NothingToReview {
  const name = (asked: string | null, oid: string) =>
    asked === null || oid.startsWith(asked) ? oid.slice(0, 12) : `${asked} (${oid.slice(0, 12)})`;
  return new NothingToReview(
    `There is nothing to review: ${name(request.head, head)} holds the same files as its merge base ${mergeBase.slice(0, 12)} with ${name(request.base, base)}. Work that is not committed is reviewed with --worktree; or name other revisions with --base and --head.`,
  );
}
