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
  /** Null outside a workflow. */
  readonly runId: number | null;
  /** The workflow's file, `.github/workflows/review.yml`; empty outside a workflow. */
  readonly path: string;
  readonly job: string;
  /** 1, or more when the run was started again. */
  readonly attempt: number;
  /** Marks the comments of this job, in every run of it. */
  readonly marker: Marker;
}

/** The inputs by which reviews of one job are told apart. */
type TellingInputs = Pick<Inputs, 'part' | 'config' | 'matrix-leg' | 'agents' | 'models' | 'instructions'>;

/**
 * Reads the runner's variables (GitHub's documentation of default environment variables).
 * @param inputs several jobs that do one review share its comment; legs of a matrix do not.
 */
export function readWorkflow(
  environment: Readonly<Record<string, string | undefined>>,
  inputs: TellingInputs,
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
    runId: environment.GITHUB_RUN_ID ? Number(environment.GITHUB_RUN_ID) : null,
    path: file.split('/').slice(2).join('/'),
    job,
    attempt: Number(environment.GITHUB_RUN_ATTEMPT ?? '1'),
    marker: markerOf([file, ...reviewOf(job, inputs)].join(' ')),
  };
}

/** What tells one review of a workflow from its others. */
function reviewOf(job: string, inputs: TellingInputs): string[] {
  const { part, config, 'matrix-leg': leg } = inputs;
  return part === 'whole' ? [job, config ?? '', legOf(leg, inputs)] : ['parts', config ?? ''];
}

/** The leg as the runner gives it; where it gives none, what is asked for. */
function legOf(leg: string | null, { agents, models, instructions }: TellingInputs): string {
  if (leg === null || leg === 'null') return '';
  return leg.startsWith('${{') ? JSON.stringify([agents, models, instructions]) : leg;
}
