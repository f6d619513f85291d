import type { Configuration } from '../config/configuration.ts';
import { UserError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { type Change, type Commit, countChangedLines, type FileStatus } from './change.ts';
import { isTest } from './file-kind.ts';
import { judgeFiles } from './judge-files.ts';
import { type ApiFile, type GitHubClient, listApiFiles } from './list-api-files.ts';
import { type ParsedFile, parseHunks } from './parse-diff.ts';
import type { ChangeRequest } from './revisions.ts';

/** Commits that a comparison lists. */
const mostCommits = 250;

/**
 * Reads the change of a pull request from GitHub's API, for when git has not got it. What the API leaves out is said in
 * the notes: modes, blob names of the old side, patches of large files, commits beyond 250, files beyond 3,000.
 * @throws {UserError} when the request names no pull request, or the API refuses.
 */
export async function readApiChange(
  client: GitHubClient,
  request: ChangeRequest,
  configuration: Configuration,
  ports: Ports,
): Promise<Change> {
  const { pullRequest, repository, base, head } = request;
  const [owner, repo] = repository?.split('/') ?? [];
  if (!pullRequest || !owner || !repo || base === null || head === null) {
    throw new UserError(
      'The API can only tell the change of a pull request, and this event has none. Check out the whole history (fetch-depth: 0).',
    );
  }
  try {
    const basehead = `${base}...${head}`;
    const { data: comparison } = await client.rest.repos.compareCommitsWithBasehead({
      owner,
      repo,
      basehead,
    });
    const pull = { owner, repo, pull_number: pullRequest.number };
    const listed = await listApiFiles(client, pull);
    const { data: counted } = await client.rest.pulls.get(pull);
    const parsed = listed.map(parseApiFile);
    const facts = {
      attributes: new Map(),
      marked: new Set<string>(),
      history: new Map(),
      touchesTests: parsed.some((file) => isTest(file.path)),
    };
    const files = judgeFiles(parsed, facts, configuration);
    ports.emit({
      type: 'change-read',
      at: ports.clock.now(),
      files: files.length,
      ...countChangedLines(files),
    });
    return {
      repository: `${owner}/${repo}`,
      webUrl: request.webUrl,
      pullRequest,
      branch: request.branch,
      base,
      head,
      mergeBase: comparison.merge_base_commit.sha,
      commits: comparison.commits.map(parseApiCommit),
      files,
      notes: [...notesOn(parsed, counted.changed_files, comparison.total_commits)],
    };
  } catch (error) {
    if (!(error instanceof Error) || !('status' in error)) throw error;
    throw new UserError(
      `Neither git nor the API can tell what ${repository}#${pullRequest.number} changes: the API answered "${error.message}". Check out the whole history (fetch-depth: 0), and let the token read contents and pull requests.`,
    );
  }
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
  yield 'The change was read from the API, not from git: file modes, symbolic links and submodules are not told apart.';
  const withoutPatch = files.filter((file) => file.hunks.length === 0 && file.additions + file.deletions > 0);
  if (withoutPatch.length > 0) {
    const names = withoutPatch.slice(0, 5).map((file) => file.path);
    yield `The API left out the patch of ${withoutPatch.length} files: ${names.join(', ')}${withoutPatch.length > 5 ? ', …' : ''}.`;
  }
  if (files.length < changedFiles) yield `The API lists ${files.length} of ${changedFiles} changed files.`;
  if (commits > mostCommits) yield `The API lists ${mostCommits} of ${commits} commits.`;
}
