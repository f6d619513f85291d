import { createOctokit, type RepositoryOptions } from '../api/octokit.ts';
import { describeFailure } from '../api/requests.ts';
import type { EventFacts } from './event.ts';

/** An event with what GitHub says of its pull request now, and what could not be learnt. */
export interface CompletedEvent {
  readonly event: EventFacts;
  readonly notes: readonly string[];
}

type Pull = Awaited<ReturnType<typeof findPull>>;

/**
 * Adds the pull request's facts as they are now: the payload of a run that was started again is old, and some name no more than a
 * number or a branch (`merge_group`, `workflow_run`). The head to review stays the event's.
 */
export async function completeEvent(event: EventFacts, options: RepositoryOptions): Promise<CompletedEvent> {
  if (event.pullNumber === null && event.headLabel === null) return { event, notes: [] };
  try {
    const pull = await findPull(event, options);
    if (pull === null)
      return { event, notes: [`No open pull request has the head ${event.head?.slice(0, 12)}.`] };
    return { event: withPull(event, pull), notes: movedOn(event, pull) };
  } catch (error) {
    // A pull request's own payload tells all that a review needs.
    if (event.pullRequest !== null) return { event, notes: [] };
    return {
      event,
      notes: [`The pull request of this ${event.name} could not be read. ${describeFailure(error)}`],
    };
  }
}

function withPull(event: EventFacts, pull: NonNullable<Pull>): EventFacts {
  return {
    ...event,
    pullRequest: {
      number: pull.number,
      title: pull.title,
      body: pull.body ?? '',
      author: pull.user?.login ?? 'ghost',
      url: pull.html_url,
    },
    pullNumber: pull.number,
    base: event.base ?? pull.base.sha,
    pullHead: pull.head.sha,
    pullBranch: pull.head.ref,
    labels: pull.labels.map(({ name }) => name),
    isDraft: pull.draft ?? false,
  };
}

function movedOn({ name, head }: EventFacts, pull: NonNullable<Pull>): string[] {
  return name === 'merge_group' || pull.head.sha === head
    ? []
    : [`The pull request has moved on to ${pull.head.sha.slice(0, 12)} since this run was started.`];
}

async function findPull({ pullNumber, headLabel, head }: EventFacts, options: RepositoryOptions) {
  const { octokit, owner, repo } = createOctokit(options);
  if (pullNumber !== null) {
    const { data } = await octokit.rest.pulls.get({ owner, repo, pull_number: pullNumber });
    return data;
  }
  const { data } = await octokit.rest.pulls.list({
    owner,
    repo,
    state: 'open',
    head: headLabel ?? '',
    per_page: 100,
  });
  return data.find((pull) => pull.head.sha === head) ?? null;
}
