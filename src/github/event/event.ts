import { readFile } from 'node:fs/promises';
import type * as z from 'zod';
import type { PullRequestFacts } from '../../model/change/change.ts';
import { UserError } from '../../model/errors.ts';
import {
  mergeGroupPayload,
  parsePayload,
  pullRequestPayload,
  pushPayload,
  workflowRunPayload,
} from './event-payloads.ts';

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
  /** The pull request's own head as GitHub has it now; null where that is not known. */
  readonly pullHead: string | null;
  /** The branch that the pull request's head is on; null without a pull request. */
  readonly pullBranch: string | null;
  readonly labels: readonly string[];
  /** The head comes from another repository, so secrets are absent. */
  readonly isFork: boolean;
  readonly isDraft: boolean;
  /** Why there is nothing left to review, as a sentence: the pull request is closed, the branch deleted. */
  readonly over: string | null;
}

/** What stands for no commit: `before` of a push that created its branch, `after` of one that deleted it. */
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
    case 'merge_group':
      return mergeGroupEvent(parsePayload(mergeGroupPayload, payload, name));
    case 'workflow_run':
      return workflowRunEvent(parsePayload(workflowRunPayload, payload, name));
    case 'push':
      return pushEvent(parsePayload(pushPayload, payload, name));
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
    pullHead: null,
    pullBranch: pull.head.ref,
    labels: pull.labels.map((label) => label.name),
    isFork: pull.head.repo?.full_name !== pull.base.repo?.full_name,
    isDraft: pull.draft ?? false,
    over: pull.state === 'closed' ? 'The pull request is closed.' : null,
  };
}

function mergeGroupEvent({ action, merge_group: group }: z.infer<typeof mergeGroupPayload>): EventFacts {
  return {
    ...plainEvent('merge_group'),
    action: action ?? null,
    base: group.base_sha,
    head: group.head_sha,
    branch: shortRef(group.head_ref),
    pullNumber: numberInQueue(group.head_ref),
    over: action === 'destroyed' ? 'The merge group is gone.' : null,
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

function pushEvent({ before, after, ref }: z.infer<typeof pushPayload>): EventFacts {
  const isDeletion = noCommit.test(after);
  return {
    ...plainEvent('push'),
    base: noCommit.test(before) ? null : before,
    head: isDeletion ? null : after,
    branch: shortRef(ref),
    over: isDeletion ? 'The branch was deleted.' : null,
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
    pullHead: null,
    pullBranch: null,
    labels: [],
    isFork: false,
    isDraft: false,
    over: null,
  };
}

const shortRef = (ref: string) => ref.replace(/^refs\/(heads|tags)\//, '');
