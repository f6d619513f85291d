import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { PullRequestFacts } from '../change/change.ts';
import { UserError } from '../errors.ts';

/** What the workflow's event asks to be reviewed; revisions are null where the event names none. */
export interface EventFacts {
  /** `pull_request`, `push`, … */
  readonly name: string;
  /** `opened`, `synchronize`, … or null. */
  readonly action: string | null;
  readonly pullRequest: PullRequestFacts | null;
  /** The pull request's number, also where the payload tells nothing else of it (a merge group, a workflow that ran before). */
  readonly pullNumber: number | null;
  /** `owner:branch` of the head, to find the pull request by where not even its number is known. */
  readonly headLabel: string | null;
  readonly base: string | null;
  readonly head: string | null;
  readonly branch: string | null;
  /** The head comes from another repository, so secrets are absent. */
  readonly isFork: boolean;
  readonly isDraft: boolean;
}

const repository = z.object({ full_name: z.string() }).nullable();

const pullRequestPayload = z.object({
  action: z.string().optional(),
  pull_request: z.object({
    number: z.int(),
    title: z.string(),
    body: z.string().nullish(),
    html_url: z.string(),
    draft: z.boolean().optional(),
    user: z.object({ login: z.string() }).nullish(),
    head: z.object({ sha: z.string(), ref: z.string(), repo: repository.optional() }),
    base: z.object({ sha: z.string(), ref: z.string(), repo: repository.optional() }),
  }),
});
const mergeGroupPayload = z.object({
  action: z.string().optional(),
  merge_group: z.object({ head_sha: z.string(), base_sha: z.string(), head_ref: z.string() }),
});
const workflowRunPayload = z.object({
  action: z.string().optional(),
  workflow_run: z.object({
    head_sha: z.string(),
    head_branch: z.string().nullable(),
    head_repository: z.object({ full_name: z.string(), owner: z.object({ login: z.string() }) }).nullish(),
    repository: z.object({ full_name: z.string() }).nullish(),
    pull_requests: z
      .array(
        z.object({
          number: z.int(),
          head: z.object({ sha: z.string() }),
          base: z.object({ sha: z.string() }),
        }),
      )
      .default([]),
  }),
});
const pushPayload = z.object({ before: z.string(), after: z.string(), ref: z.string() });

/** `before` of a push that created its branch. */
const noCommit = /^0+$/;

/**
 * Reads the event that started the workflow from the runner's environment. The head is the payload's, never `GITHUB_SHA`,
 * which is a merge commit for pull requests (GitHub's documentation of workflow events).
 * @throws {UserError} outside a workflow, or when the payload lacks what its event must have.
 */
export async function readEvent(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<EventFacts> {
  const name = environment.GITHUB_EVENT_NAME;
  const path = environment.GITHUB_EVENT_PATH;
  if (!name || !path) {
    throw new UserError(
      'GITHUB_EVENT_NAME and GITHUB_EVENT_PATH are not set: this is the action of a GitHub workflow. Outside one, run dist/cli.js.',
    );
  }
  const payload: unknown = JSON.parse(await readFile(path, 'utf8'));
  return eventFacts(name, payload, environment.GITHUB_SHA ?? null);
}

/** See {@link readEvent}; `sha` is `GITHUB_SHA`. */
export function eventFacts(name: string, payload: unknown, sha: string | null): EventFacts {
  switch (name) {
    case 'pull_request':
    case 'pull_request_target':
    case 'pull_request_review':
      return pullRequestEvent(name, parsePayload(pullRequestPayload, payload, name));
    case 'merge_group': {
      const { action, merge_group: group } = parsePayload(mergeGroupPayload, payload, name);
      return {
        ...plainEvent(name),
        action: action ?? null,
        base: group.base_sha,
        head: group.head_sha,
        branch: shortRef(group.head_ref),
        pullNumber: numberInQueue(group.head_ref),
      };
    }
    case 'workflow_run':
      return workflowRunEvent(parsePayload(workflowRunPayload, payload, name));
    case 'push': {
      const { before, after, ref } = parsePayload(pushPayload, payload, name);
      return {
        ...plainEvent(name),
        base: noCommit.test(before) ? null : before,
        head: after,
        branch: shortRef(ref),
      };
    }
    default:
      return { ...plainEvent(name), head: sha };
  }
}

function pullRequestEvent(
  name: string,
  { action, pull_request: pull }: z.infer<typeof pullRequestPayload>,
): EventFacts {
  return {
    name,
    action: action ?? null,
    pullNumber: pull.number,
    headLabel: null,
    pullRequest: {
      number: pull.number,
      title: pull.title,
      body: pull.body ?? '',
      author: pull.user?.login ?? 'ghost',
      url: pull.html_url,
    },
    base: pull.base.sha,
    head: pull.head.sha,
    branch: pull.head.ref,
    isFork: pull.head.repo?.full_name !== pull.base.repo?.full_name,
    isDraft: pull.draft ?? false,
  };
}

/**
 * A workflow that ran on a pull request, of which this one does the privileged part: the head is that run's, while
 * `GITHUB_SHA` is the default branch. The payload lists no pull requests of forks.
 */
function workflowRunEvent({ action, workflow_run: run }: z.infer<typeof workflowRunPayload>): EventFacts {
  const pull = run.pull_requests.find((candidate) => candidate.head.sha === run.head_sha);
  const owner = run.head_repository?.owner.login;
  return {
    ...plainEvent('workflow_run'),
    action: action ?? null,
    base: pull?.base.sha ?? null,
    head: run.head_sha,
    branch: run.head_branch,
    pullNumber: pull?.number ?? null,
    headLabel: owner !== undefined && run.head_branch !== null ? `${owner}:${run.head_branch}` : null,
    isFork: run.head_repository?.full_name !== run.repository?.full_name,
  };
}

/** The last pull request of a merge group: `refs/heads/gh-readonly-queue/main/pr-12-<commit>`. */
function numberInQueue(ref: string): number | null {
  const number = /\/pr-(\d+)-[0-9a-f]+$/.exec(ref)?.[1];
  return number === undefined ? null : Number(number);
}

function plainEvent(name: string): EventFacts {
  return {
    name,
    action: null,
    pullRequest: null,
    pullNumber: null,
    headLabel: null,
    base: null,
    head: null,
    branch: null,
    isFork: false,
    isDraft: false,
  };
}

const shortRef = (ref: string) => ref.replace(/^refs\/(heads|tags)\//, '');

function parsePayload<T>(schema: z.ZodType<T>, payload: unknown, name: string): T {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  throw new UserError(
    `The payload of the event "${name}" is not what GitHub documents. Check GITHUB_EVENT_NAME and GITHUB_EVENT_PATH:\n${z.prettifyError(result.error)}`,
  );
}
