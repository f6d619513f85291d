import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reportSchema } from '../../model/report/report-schema.ts';
import { settleBefore } from '../api/deadline.ts';
import { createOctokit, type RepositoryOptions } from '../api/octokit.ts';
import { describeFailure, GitHubFailure } from '../api/requests.ts';
import { type ChangeIdentity, changeIdentitySchema } from '../event/change-identity.ts';
import { type RoundState, slimReport } from './round-state.ts';

/** Where earlier runs of this job left their reports. */
export interface ArtifactQuery extends RepositoryOptions {
  readonly artifactName: string;
  /** The workflow's file, `.github/workflows/review.yml`. */
  readonly workflowPath: string;
  /** The pull request and its head branch. */
  readonly pullNumber: number;
  readonly branch: string;
  /** Gets what is downloaded. */
  readonly temporaryDirectory: string;
}

/** Name of the file beside `report.json` that says what was reviewed. */
export const identityFile = 'identity.json';

/** So many artifacts of the branch are looked into. */
const mostTries = 3;
/** A report of ten thousand findings is smaller. */
const largestArtifact = 100_000_000;
/** What starts these runs takes the workflow from the base, so a fork cannot say what they upload. */
const trustedEvents = new Set(['pull_request_target', 'workflow_run']);

/**
 * Finds the last round in the newest artifact that a run of the same workflow on the same branch uploaded, whose digest is the one
 * that GitHub recorded. A run that a fork could change is not believed.
 * @throws {GitHubFailure} where artifacts cannot be listed or downloaded.
 */
export async function readEarlierArtifact(query: ArtifactQuery): Promise<RoundState | null> {
  try {
    const candidates = (await listArtifacts(query)).slice(0, mostTries);
    for (const candidate of candidates) {
      const state = (await isTrusted(candidate, query)) ? await download(candidate, query) : null;
      if (state?.pullNumber === query.pullNumber) return state;
    }
    return null;
  } catch (error) {
    throw new GitHubFailure(describeFailure(error), { cause: error });
  }
}

type Artifact = Awaited<ReturnType<typeof listArtifacts>>[number];

/** Newest first, as GitHub lists them. */
async function listArtifacts(query: ArtifactQuery) {
  const { octokit, owner, repo } = createOctokit(query);
  const { data } = await octokit.rest.actions.listArtifactsForRepo({
    owner,
    repo,
    name: query.artifactName,
    per_page: 100,
  });
  return data.artifacts.filter(
    ({ expired, size_in_bytes, workflow_run: run }) =>
      !expired && size_in_bytes <= largestArtifact && run?.head_branch === query.branch,
  );
}

async function isTrusted({ workflow_run: run }: Artifact, query: ArtifactQuery): Promise<boolean> {
  const { octokit, owner, repo } = createOctokit(query);
  if (run?.id === undefined) return false;
  const { data } = await octokit.rest.actions.getWorkflowRun({ owner, repo, run_id: run.id });
  const isOurs = data.head_repository?.full_name === query.repository || trustedEvents.has(data.event);
  return isOurs && data.path.split('@')[0] === query.workflowPath;
}

/** Null where the artifact is not what this version writes. */
async function download(
  { id, digest, workflow_run: run }: Artifact,
  query: ArtifactQuery,
): Promise<RoundState | null> {
  const [owner = '', name = ''] = query.repository.split('/');
  const directory = await mkdtemp(join(query.temporaryDirectory, 'earlier-'));
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const downloading = new DefaultArtifactClient().downloadArtifact(id, {
    path: directory,
    findBy: { token: query.token, workflowRunId: run?.id ?? 0, repositoryOwner: owner, repositoryName: name },
    ...(digest && { expectedHash: digest }),
  });
  const { digestMismatch } = await settleBefore(downloading, query.signal, 'the download took too long');
  return digestMismatch ? null : readState(directory);
}

async function readState(directory: string): Promise<RoundState | null> {
  try {
    const read = async (file: string): Promise<unknown> =>
      JSON.parse(await readFile(join(directory, file), 'utf8'));
    const report = reportSchema.parse(await read('report.json'));
    const identity: ChangeIdentity = changeIdentitySchema.parse(await read(identityFile));
    const pullNumber = report.change.pullRequest?.number;
    return pullNumber === undefined || report.change.head !== identity.head
      ? null
      : { pullNumber, identity, report: slimReport(report) };
  } catch {
    return null;
  }
}
