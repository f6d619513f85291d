import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { settleBefore } from './deadline.ts';
import { createOctokit, type RepositoryOptions } from './octokit.ts';
import { asFailure } from './requests.ts';

/** An artifact as GitHub lists it. */
export interface StoredArtifact {
  readonly id: number;
  readonly size: number;
  readonly isExpired: boolean;
  /** `sha256:…` as GitHub recorded it; null where the server records none. */
  readonly digest: string | null;
  /** The run that uploaded it. */
  readonly runId: number | null;
}

/** What GitHub vouches for of a workflow run. */
export interface WorkflowRun {
  /** The workflow's file, `.github/workflows/review.yml`. */
  readonly path: string;
  readonly event: string;
  /** `owner/name` of the head. */
  readonly repository: string | null;
  readonly headSha: string | null;
}

/** What we ask of the artifacts of a repository. Every method rejects with a `GitHubFailure` only. */
export interface ArtifactStore {
  /** All of this name, the newest first. */
  list(name: string): Promise<readonly StoredArtifact[]>;
  /** Null where GitHub does not know the run. */
  readRun(id: number): Promise<WorkflowRun | null>;
  /** The text of a file; null where the artifact has none such, or is not what GitHub recorded. */
  readFile(artifact: StoredArtifact, file: string): Promise<string | null>;
}

/** Where artifacts are, and who gets what is downloaded. */
export interface ArtifactOptions extends RepositoryOptions {
  readonly temporaryDirectory: string;
}

/** Makes a reader of one repository's artifacts. */
export async function openArtifacts(options: ArtifactOptions): Promise<ArtifactStore> {
  const { octokit, owner, repo } = await createOctokit(options);
  const { actions } = octokit.rest;
  return {
    list: (name) =>
      asFailure(async () => {
        const artifacts = await octokit.paginate(actions.listArtifactsForRepo, {
          owner,
          repo,
          name,
          per_page: 100,
        });
        return artifacts
          .filter((artifact) => artifact.name === name)
          .map((artifact) => ({
            id: artifact.id,
            size: artifact.size_in_bytes,
            isExpired: artifact.expired,
            digest: artifact.digest ?? null,
            runId: artifact.workflow_run?.id ?? null,
          }))
          .sort((a, b) => b.id - a.id);
      }),
    readRun: (id) =>
      asFailure(async () => {
        try {
          const { data } = await actions.getWorkflowRun({ owner, repo, run_id: id });
          return {
            path: data.path.split('@')[0] ?? '',
            event: data.event,
            repository: data.head_repository?.full_name ?? null,
            headSha: data.head_sha ?? null,
          };
        } catch (error) {
          if ((error as { status?: number }).status === 404) return null;
          throw error;
        }
      }),
    readFile: (artifact, file) => asFailure(() => download(artifact, file, options)),
  };
}

async function download(
  { id, digest, runId }: StoredArtifact,
  file: string,
  { token, repository, temporaryDirectory, signal }: ArtifactOptions,
): Promise<string | null> {
  const [repositoryOwner = '', repositoryName = ''] = repository.split('/');
  const directory = await mkdtemp(join(temporaryDirectory, 'artifact-'));
  try {
    const { DefaultArtifactClient } = await import('@actions/artifact');
    const downloading = new DefaultArtifactClient().downloadArtifact(id, {
      path: directory,
      findBy: { token, workflowRunId: runId ?? 0, repositoryOwner, repositoryName },
      ...(digest !== null && { expectedHash: digest }),
    });
    const { digestMismatch } = await settleBefore(downloading, signal, 'the download took too long');
    if (digestMismatch) return null;
    return await readFile(join(directory, file), 'utf8').catch(() => null);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
