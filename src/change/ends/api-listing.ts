import type { Commit, FileStatus } from '../../model/change/change.ts';
import { UserError } from '../../model/errors.ts';
import { type ParsedFile, parseHunks } from '../diff/parse-diff.ts';
import type { ChangeRequest } from './change-request.ts';
import { type ApiFile, type GitHubClient, listApiFiles } from './list-api-files.ts';

/** Commits that a comparison lists. */
const mostCommits = 250;

/** A pull request's change as GitHub's API tells it; full commit names. */
export interface ApiListing {
  readonly base: string;
  readonly head: string;
  readonly mergeBase: string;
  readonly commits: readonly Commit[];
  readonly files: readonly ParsedFile[];
  /** What the API leaves out: modes, patches of large files, commits beyond 250, files beyond 3,000. */
  readonly notes: readonly string[];
}

/** The text of a file at the request's base, or null where it is absent; a directory is. */
export async function readApiFile(
  client: GitHubClient,
  { repository, base }: ChangeRequest,
  path: string,
): Promise<string | null> {
  const [owner = '', repo = ''] = repository?.split('/') ?? [];
  try {
    const file = { owner, repo, path, ref: base ?? '' };
    const { data } = await client.rest.repos.getContent({ ...file, mediaType: { format: 'raw' } });
    // The raw format answers with the text itself, which the types of the library do not say.
    return typeof data === 'string' ? data : null;
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 404) return null;
    throw refused(error, `what ${path} says at the base of ${repository}`);
  }
}

/**
 * Asks GitHub's API what a pull request changes, for when git has not got it.
 * @throws {UserError} when the request names no pull request, or one that has another head now, or the API refuses.
 */
export async function askApi(client: GitHubClient, request: ChangeRequest): Promise<ApiListing> {
  const { pullRequest, repository, base, head } = request;
  const [owner, repo] = repository?.split('/') ?? [];
  if (!pullRequest || !owner || !repo || base === null || head === null) {
    throw new UserError(
      'The API can only tell the change of a pull request, and this event has none. Check out the whole history (fetch-depth: 0).',
    );
  }
  try {
    const pull = { owner, repo, pull_number: pullRequest.number };
    const files = (await listApiFiles(client, pull)).map(parseApiFile);
    // The files are those of the head that it has now, so this is asked after them.
    const { data: counted } = await client.rest.pulls.get(pull);
    if (counted.head.sha !== head) throw movedOn(head, counted.head.sha);
    const range = { owner, repo, basehead: `${base}...${head}` };
    const { data: comparison } = await client.rest.repos.compareCommitsWithBasehead(range);
    return {
      base,
      head,
      mergeBase: comparison.merge_base_commit.sha,
      commits: comparison.commits.map(parseApiCommit),
      files,
      notes: [...notesOn(files, counted.changed_files, comparison.total_commits)],
    };
  } catch (error) {
    throw refused(error, `what ${repository}#${pullRequest.number} changes`);
  }
}

const movedOn = (head: string, now: string): UserError =>
  new UserError(
    `The pull request has moved on from ${head.slice(0, 12)} to ${now.slice(0, 12)}, and git could not get what it was: the API only tells what it is now. See the run of the new head; or, for this one, check out the whole history (fetch-depth: 0).`,
  );

function refused(error: unknown, wanted: string): unknown {
  if (!(error instanceof Error) || !('status' in error)) return error;
  return new UserError(
    `Neither git nor the API can tell ${wanted}: the API answered "${error.message}". Check out the whole history (fetch-depth: 0), and let the token read contents and pull requests.`,
  );
}

const statuses: Readonly<Record<ApiFile['status'], FileStatus>> = {
  added: 'added',
  removed: 'deleted',
  modified: 'modified',
  renamed: 'renamed',
  copied: 'copied',
  changed: 'modified',
  unchanged: 'modified',
};

function parseApiFile(file: ApiFile): ParsedFile {
  const status = statuses[file.status];
  const hunks = file.patch === undefined ? null : parseHunks(file.patch);
  const oid = file.sha ?? '';
  const absent = '0'.repeat(oid.length);
  return {
    path: file.filename,
    oldPath: file.previous_filename ?? null,
    status,
    similarity: null,
    oldMode: status === 'added' ? '000000' : '100644',
    newMode: status === 'deleted' ? '000000' : '100644',
    oldOid: status === 'deleted' ? oid : absent,
    newOid: status === 'deleted' ? absent : oid,
    binary: file.patch === undefined && file.changes === 0 && status !== 'renamed' && status !== 'copied',
    additions: file.additions,
    deletions: file.deletions,
    isLossy: false,
    hunks: hunks?.hunks ?? [],
  };
}

type ApiCommit = Awaited<
  ReturnType<GitHubClient['rest']['repos']['compareCommitsWithBasehead']>
>['data']['commits'][number];

function parseApiCommit({ sha, commit }: ApiCommit): Commit {
  const [subject = '', ...body] = commit.message.split('\n');
  return {
    oid: sha,
    subject,
    body: body.join('\n').trim(),
    author: commit.author?.name ?? '',
    date: commit.author?.date ?? '',
  };
}

function* notesOn(files: readonly ParsedFile[], changedFiles: number, commits: number): Generator<string> {
  yield 'Git could not fetch the change, so it was read from the API: only the changed parts of changed files are here, other lines are blank and other files absent; file modes, symbolic links and submodules are not told apart.';
  const withoutPatch = files.filter((file) => file.hunks.length === 0 && file.additions + file.deletions > 0);
  if (withoutPatch.length > 0) {
    const names = withoutPatch.slice(0, 5).map((file) => file.path);
    yield `The API left out the patch of ${withoutPatch.length} files: ${names.join(', ')}${withoutPatch.length > 5 ? ', …' : ''}.`;
  }
  if (files.length < changedFiles) yield `The API lists ${files.length} of ${changedFiles} changed files.`;
  if (commits > mostCommits) yield `The API lists ${mostCommits} of ${commits} commits.`;
}
