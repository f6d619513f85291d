import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Commit } from '../../model/change/change.ts';
import { UserError } from '../../model/errors.ts';
import type { GitRepository } from '../git/git.ts';
import { readCommits } from './commits.ts';
import { MissingCommits } from './missing-commits.ts';
import type { Remote } from './remote.ts';

/** Commits that each round adds to a shallow checkout, before everything is fetched. */
const deepenings = [{ deepen: 50 }, { deepen: 200 }, { deepen: 1000 }, { deepen: 5000 }, 'all'] as const;

/** Where two lines of history parted, and what the head has had since. */
export interface Ancestry {
  readonly mergeBase: string;
  readonly commits: readonly Commit[];
  readonly notes: readonly string[];
}

/**
 * Finds the merge base of two commits, fetching more history as long as a shallow checkout could hide it.
 * @throws {MissingCommits} when they have none in a shallow checkout that cannot be deepened.
 * @throws {UserError} when they have none at all.
 */
export async function findMergeBase(
  git: GitRepository,
  remote: Remote | null,
  base: string,
  head: string,
): Promise<Ancestry> {
  for (const deepen of deepenings) {
    const [found, boundary] = await Promise.all([parting(git, base, head), readShallowBoundary(git)]);
    if (boundary.size === 0 || (found && (await isComplete(git, base, head, found.mergeBase, boundary)))) {
      if (found) return { ...found, notes: [] };
      throw unrelated(base, head, null);
    }
    const failure = remote ? await remote.fetch([base, head], deepen) : 'there is no remote to fetch from';
    if (failure === null) continue;
    if (found === null) throw unrelated(base, head, failure);
    return {
      ...found,
      notes: [`The history is cut off, so the merge base and the list of commits may be wrong: ${failure}.`],
    };
  }
  const found = await parting(git, base, head);
  if (found) return { ...found, notes: [] };
  throw unrelated(base, head, null);
}

/**
 * The list of commits tells the merge base where the base has not moved on; else another process is asked. What the listed ones follow
 * is no answer: where dates run backwards, git lists commits of the base too.
 */
async function parting(
  git: GitRepository,
  base: string,
  head: string,
): Promise<Omit<Ancestry, 'notes'> | null> {
  const listing = readCommits(git, head, base);
  // What fails here is told below, where there is a merge base.
  const followsBase = await listing.then((listed) => listed.followsBase).catch(() => false);
  const mergeBase = followsBase ? base : await askMergeBase(git, base, head);
  return mergeBase === null ? null : { mergeBase, commits: (await listing).commits };
}

async function askMergeBase(git: GitRepository, base: string, head: string): Promise<string | null> {
  const result = await git.attempt(['merge-base', '--end-of-options', base, head]);
  return result.exitCode === 0 ? result.stdout.toString('utf8').trim() : null;
}

/** A common ancestor is surely the best one when no history above it is cut off. */
async function isComplete(
  git: GitRepository,
  base: string,
  head: string,
  mergeBase: string,
  boundary: ReadonlySet<string>,
): Promise<boolean> {
  const above = await git.run(['rev-list', base, head, `^${mergeBase}`]);
  return !above.split('\n').some((oid) => boundary.has(oid));
}

/** Commits whose parents a shallow checkout lacks; empty when the history is whole. */
async function readShallowBoundary(git: GitRepository): Promise<Set<string>> {
  try {
    const text = await readFile(join(await commonDirectory(git), 'shallow'), 'utf8');
    return new Set(text.split('\n').filter((line) => line !== ''));
  } catch {
    return new Set();
  }
}

/** Where a linked work tree finds what it shares with the others (gitrepository-layout(5)). */
const commonDirectory = ({ gitDirectory }: GitRepository): Promise<string> =>
  readFile(join(gitDirectory, 'commondir'), 'utf8').then(
    (path) => resolve(gitDirectory, path.trim()),
    () => gitDirectory,
  );

function unrelated(base: string, head: string, failure: string | null): UserError {
  const ends = `${base.slice(0, 12)} and ${head.slice(0, 12)}`;
  if (failure === null) return new UserError(`${ends} have no common ancestor: name another base.`);
  return new MissingCommits(
    `${ends} have no common ancestor in this shallow checkout, and fetching more failed: ${failure}. Check out the whole history (fetch-depth: 0), or let the input "github-token" read the repository.`,
  );
}
