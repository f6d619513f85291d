import type * as z from 'zod';
import { UserError } from '../../model/errors.ts';
import type { AskedEnds, EventFacts } from './event.ts';
import {
  dispatchPayload,
  issueCommentPayload,
  mergeGroupPayload,
  parsePayload,
  pullRequestPayload,
  pushPayload,
  workflowRunPayload,
} from './event-payloads.ts';
import { readReviewCommand } from './review-command.ts';

/** An event as the runner gives it. */
interface RawEvent {
  readonly name: string;
  readonly payload: unknown;
  /** `GITHUB_SHA`. */
  readonly sha: string | null;
  readonly asked: AskedEnds;
}

/** An event that asks for a review. */
interface EventKind {
  /** What is reviewed, and what is believed of whom, in words for docs/events.md. */
  readonly reviews: string;
  readonly trusts: string;
  /** @throws {UserError} when this very event asks for none. */
  readonly read: (event: RawEvent) => Partial<EventFacts>;
}

const pullRequest: EventKind = {
  reviews: 'the head that the event names, against its merge base with the base branch of now',
  trusts:
    "the payload's head; base, labels, draft and state as GitHub has them now. Where GitHub does not answer, the payload's base in a first attempt, and never its labels",
  read: ({ name, payload }) => pullRequestEvent(parsePayload(pullRequestPayload, payload, name)),
};

/** Every event that means "review this change", by name, in the order of docs/events.md. */
export const eventKinds: Readonly<Record<string, EventKind>> = {
  pull_request: pullRequest,
  pull_request_target: {
    ...pullRequest,
    reviews:
      "the same; the head is read as data, and everything that instructs is the base's ([Forks](forks-and-security.md))",
  },
  pull_request_review: { ...pullRequest, reviews: 'the same' },
  pull_request_review_comment: { ...pullRequest, reviews: 'the same' },
  merge_group: {
    reviews:
      'the group, against the commit it is built on; see [below](#merge-queues). Nothing is ever posted',
    trusts:
      "the payload's two ends and base branch; the number of its last pull request, for what is remembered of that",
    read: ({ name, payload }) => mergeGroupEvent(parsePayload(mergeGroupPayload, payload, name)),
  },
  workflow_run: {
    reviews:
      'the pull request whose workflow ended ([two workflows](forks-and-security.md#two-workflows)), if it is open and still at that head; refused otherwise',
    trusts:
      'the head that GitHub tells of the ended run, and the pull request as GitHub has it now; nothing that the run made',
    read: ({ name, payload }) => workflowRunEvent(parsePayload(workflowRunPayload, payload, name)),
  },
  issue_comment: {
    reviews:
      'the pull request at its head of now, where a new comment has the line `/deep-review review`, or `/deep-review review whole`; refused otherwise',
    trusts:
      "the comment's author, if GitHub says that he may write here; the pull request as GitHub has it now",
    read: ({ name, payload }) => issueCommentEvent(parsePayload(issueCommentPayload, payload, name)),
  },
  push: {
    reviews:
      'what the push added; a new branch, and one whose former commit is gone, is compared with the default branch, and the first push of a default branch is reviewed whole',
    trusts: "the payload's commits and its name of the default branch; nobody but who may push can cause it",
    read: ({ name, payload }) => pushEvent(parsePayload(pushPayload, payload, name)),
  },
  workflow_dispatch: {
    reviews:
      '`base` to `head`; without `base` the branch that it runs on, against the default branch, and refused on that one',
    trusts: 'the inputs, and the name of the default branch; nobody but who may write here can start it',
    read: (event) => dispatchEvent(event, parsePayload(dispatchPayload, event.payload, event.name)),
  },
  schedule: {
    reviews: "`base` to `head` (the default branch's last commit); refused without `base`",
    trusts: 'the inputs',
    read: ({ name, sha, asked }) => {
      if (asked.base === null) throw namesNoChange(name);
      return { head: sha };
    },
  },
};

/** What is done about every other event: what it means is not known, so both ends must be said. */
export function readOther({ name, sha, asked }: RawEvent): Partial<EventFacts> {
  if (asked.base === null || asked.head === null) throw namesNoChange(name);
  return { head: sha };
}

const namesNoChange = (name: string): UserError =>
  new UserError(
    `The event "${name}" names no change, so nothing was reviewed. Give the inputs "base" and "head", or run on pull_request, push, merge_group or another event of docs/events.md.`,
  );

function pullRequestEvent({
  action,
  pull_request: pull,
}: z.infer<typeof pullRequestPayload>): Partial<EventFacts> {
  return {
    action: action ?? null,
    pullNumber: pull.number,
    pullRequest: {
      number: pull.number,
      title: pull.title,
      body: pull.body ?? '',
      author: pull.user?.login ?? 'ghost',
      url: pull.html_url,
    },
    base: pull.base.sha,
    baseBranch: pull.base.ref,
    head: pull.head.sha,
    branch: pull.head.ref,
    pullBranch: pull.head.ref,
    labels: pull.labels.map((label) => label.name),
    isFork: pull.head.repo?.full_name !== pull.base.repo?.full_name,
    isDraft: pull.draft ?? false,
    isClosed: pull.state === 'closed',
  };
}

function mergeGroupEvent({
  action,
  merge_group: group,
}: z.infer<typeof mergeGroupPayload>): Partial<EventFacts> {
  return {
    action: action ?? null,
    base: group.base_sha,
    baseBranch: shortRef(group.base_ref ?? branchOfQueue(group.head_ref)),
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
function workflowRunEvent({
  action,
  workflow_run: run,
}: z.infer<typeof workflowRunPayload>): Partial<EventFacts> {
  const pull = run.pull_requests.find((candidate) => candidate.head.sha === run.head_sha);
  const owner = run.head_repository?.owner.login;
  const headLabel = owner !== undefined && run.head_branch !== null ? `${owner}:${run.head_branch}` : null;
  if (pull === undefined && headLabel === null)
    throw new UserError(
      `The workflow that ended names neither a pull request nor a branch, so nothing was reviewed. Let it run on pull_request, and see docs/forks-and-security.md.`,
    );
  return {
    action: action ?? null,
    head: run.head_sha,
    branch: run.head_branch,
    pullNumber: pull?.number ?? null,
    headLabel,
    isFork: run.head_repository?.full_name !== run.repository?.full_name,
  };
}

function issueCommentEvent({
  action,
  issue,
  comment,
}: z.infer<typeof issueCommentPayload>): Partial<EventFacts> {
  const command = readReviewCommand(comment.body, comment.user?.login ?? 'ghost');
  if (action !== 'created' || !issue.pull_request || command === null || comment.user?.type === 'Bot')
    throw new UserError(
      'This comment asks for no review, so nothing was reviewed. Write "/deep-review review" on a line of its own in a new comment on a pull request, and let the job run for such comments only (docs/events.md).',
    );
  return { action, pullNumber: issue.number, command };
}

function pushEvent({ before, after, ref, repository }: z.infer<typeof pushPayload>): Partial<EventFacts> {
  const isDeletion = noCommit.test(after);
  return {
    base: noCommit.test(before) ? null : before,
    head: isDeletion ? null : after,
    branch: shortRef(ref),
    pushed: { defaultBranch: repository?.default_branch ?? null },
    over: isDeletion ? 'The branch was deleted.' : null,
  };
}

/** On the default branch there is nothing that it could be compared with. */
function dispatchEvent(
  { name, sha, asked }: RawEvent,
  { ref, repository }: z.infer<typeof dispatchPayload>,
): Partial<EventFacts> {
  if (asked.base !== null) return { head: sha };
  const defaultBranch = repository?.default_branch ?? null;
  if (ref == null || defaultBranch === null || shortRef(ref) === defaultBranch) throw namesNoChange(name);
  return { head: sha, branch: shortRef(ref), pushed: { defaultBranch } };
}

/** What stands for no commit: `before` of a push that created its branch, `after` of one that deleted it. */
const noCommit = /^0+$/;

/** The last pull request of a merge group: `refs/heads/gh-readonly-queue/main/pr-12-<commit>`. */
function numberInQueue(ref: string): number | null {
  const number = /\/pr-(\d+)-[0-9a-f]+$/.exec(ref)?.[1];
  return number === undefined ? null : Number(number);
}

const branchOfQueue = (ref: string): string =>
  ref.replace(/^refs\/heads\/gh-readonly-queue\//, '').replace(/\/pr-\d+-[0-9a-f]+$/, '');

const shortRef = (ref: string): string => ref.replace(/^refs\/(heads|tags)\//, '');
