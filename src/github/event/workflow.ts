import type { Inputs } from '../../config/inputs.ts';
import type { Marker } from '../rounds/marker.ts';
import { markerOf } from '../rounds/marker.ts';

/** Where in GitHub this step runs, from the runner's variables. */
export interface Workflow {
  /** The checkout. */
  readonly directory: string;
  /** `owner/name`; null outside a workflow. */
  readonly repository: string | null;
  /** `https://github.com/owner/name`. */
  readonly webUrl: string | null;
  readonly apiUrl: string;
  /** `https://github.com/owner/name/actions/runs/1`. */
  readonly runUrl: string;
  /** The workflow's file, `.github/workflows/review.yml`; empty outside a workflow. */
  readonly path: string;
  readonly job: string;
  /** 1, or more when the run was started again. */
  readonly attempt: number;
  /** Marks the comments of this job, in every run of it. */
  readonly marker: Marker;
}

/**
 * Reads the runner's variables (GitHub's documentation of default environment variables).
 * @param part whose comment it is where several jobs do one review: they share it.
 */
export function readWorkflow(
  environment: Readonly<Record<string, string | undefined>>,
  part: Inputs['part'],
): Workflow {
  const repository = environment.GITHUB_REPOSITORY ?? null;
  const server = environment.GITHUB_SERVER_URL ?? 'https://github.com';
  const webUrl = repository === null ? null : `${server}/${repository}`;
  const job = environment.GITHUB_JOB ?? 'job';
  // `owner/name/.github/workflows/review.yml@refs/heads/main`: the ref differs from run to run.
  const [file = ''] = (environment.GITHUB_WORKFLOW_REF ?? '').split('@');
  return {
    directory: environment.GITHUB_WORKSPACE ?? process.cwd(),
    repository,
    webUrl,
    apiUrl: environment.GITHUB_API_URL ?? 'https://api.github.com',
    runUrl: `${webUrl}/actions/runs/${environment.GITHUB_RUN_ID}`,
    path: file.split('/').slice(2).join('/'),
    job,
    attempt: Number(environment.GITHUB_RUN_ATTEMPT ?? '1'),
    marker: markerOf(`${file} ${part === 'whole' ? job : 'parts'}`),
  };
}
