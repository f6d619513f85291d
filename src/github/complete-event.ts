import type { EventFacts } from './event.ts';
import { createOctokit, type RepositoryOptions } from './octokit.ts';
import { describeFailure } from './requests.ts';

/** An event with what GitHub adds to its payload, and what could not be learnt. */
export interface CompletedEvent {
  readonly event: EventFacts;
  readonly notes: readonly string[];
}

/**
 * Adds the pull request's facts where the payload only names its number or its branch (`merge_group`, `workflow_run`). The head
 * stays the event's: a pull request that moved on since is not taken, and a note says so.
 */
export async function completeEvent(event: EventFacts, options: RepositoryOptions): Promise<CompletedEvent> {
  if (event.pullRequest !== null || (event.pullNumber === null && event.headLabel === null))
    return { event, notes: [] };
  try {
    const pull = await findPull(event, options);
    if (pull === null)
      return { event, notes: [`No open pull request has the head ${event.head?.slice(0, 12)}.`] };
    const facts = {
      number: pull.number,
      title: pull.title,
      body: pull.body ?? '',
      author: pull.user?.login ?? 'ghost',
      url: pull.html_url,
    };
    const isQueue = event.name === 'merge_group';
    return {
      event: {
        ...event,
        pullRequest: facts,
        pullNumber: pull.number,
        base: isQueue ? event.base : pull.base.sha,
        isDraft: pull.draft ?? false,
      },
      notes: [],
    };
  } catch (error) {
    return {
      event,
      notes: [`The pull request of this ${event.name} could not be read. ${describeFailure(error)}`],
    };
  }
}

async function findPull({ name, pullNumber, headLabel, head }: EventFacts, options: RepositoryOptions) {
  const { octokit, owner, repo } = createOctokit(options);
  if (pullNumber !== null) {
    const { data } = await octokit.rest.pulls.get({ owner, repo, pull_number: pullNumber });
    return name === 'merge_group' || data.head.sha === head ? data : null;
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
