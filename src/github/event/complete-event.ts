import { UserError } from '../../model/errors.ts';
import { createOctokit, type RepositoryOptions } from '../api/octokit.ts';
import { describeFailure } from '../api/requests.ts';
import type { EventFacts } from './event.ts';

/** An event with what GitHub says of its pull request now, and what could not be learnt. */
export interface CompletedEvent {
  readonly event: EventFacts;
  readonly notes: readonly string[];
}

type Pull = NonNullable<Awaited<ReturnType<typeof findPull>>>;

/**
 * Adds the pull request's facts as they are now: the payload of a run that was started again is old, and some name no more than a
 * number or a branch (`merge_group`, `workflow_run`, `issue_comment`). The head to review stays the event's, the base does not.
 * @param options null where there is no token to ask with.
 * @param attempt of the run, from 1.
 * @throws {UserError} where what is to be reviewed is not known without GitHub's answer, or nobody who may ask for it did.
 */
export async function completeEvent(
  event: EventFacts,
  options: RepositoryOptions | null,
  attempt: number,
): Promise<CompletedEvent> {
  if (event.pullNumber === null && event.headLabel === null) return { event, notes: [] };
  if (options === null) return withoutAnswer(event, 'The input "github-token" is empty.', attempt);
  const found = await readNow(event, options).catch((error: unknown) => ({
    failure: describeFailure(error),
  }));
  if ('failure' in found) return withoutAnswer(event, found.failure, attempt);
  const { pull, mayAsk } = found;
  if (pull === null)
    throw new UserError(
      `No open pull request has the head ${event.head?.slice(0, 12)} any more, so nothing was reviewed: it was closed, or has moved on. Run the first workflow on it again, or reopen it.`,
    );
  if (!mayAsk)
    throw new UserError(
      `${event.command?.author} may not ask for a review, which needs write access to the repository. Ask somebody who has it.`,
    );
  return { event: withPull(event, pull), notes: movedOn(event, pull) };
}

async function readNow(event: EventFacts, options: RepositoryOptions) {
  const pull = await findPull(event, options);
  const mayAsk = event.command === null || (await mayWrite(event.command.author, options));
  return { pull, mayAsk };
}

/** A pull request's own first run knows what a review needs, and so does a merge group; nobody else does. */
function withoutAnswer(event: EventFacts, failure: string, attempt: number): CompletedEvent {
  const isFresh = event.pullRequest !== null && attempt === 1;
  if (isFresh) return { event, notes: [] };
  if (event.name === 'merge_group')
    return { event, notes: [`The pull request of this merge group could not be read. ${failure}`] };
  throw new UserError(
    `What this run is to review is not known, since its pull request could not be read as it is now: ${failure} Let the token read pull requests (pull-requests: read), and run it again.`,
  );
}

function withPull(event: EventFacts, pull: Pull): EventFacts {
  const isOfPull = event.name !== 'merge_group';
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
    ...(isOfPull && { base: pull.base.sha, baseBranch: pull.base.ref, head: event.head ?? pull.head.sha }),
    branch: event.branch ?? pull.head.ref,
    pullHead: pull.head.sha,
    pullBranch: pull.head.ref,
    labels: pull.labels.map(({ name }) => name),
    isDraft: pull.draft ?? false,
    isClosed: pull.state === 'closed',
    isCurrent: true,
  };
}

function movedOn({ name, head, baseBranch }: EventFacts, pull: Pull): string[] {
  if (name === 'merge_group') return [];
  const isMoved = head !== null && pull.head.sha !== head;
  const isRetargeted = baseBranch !== null && pull.base.ref !== baseBranch;
  return [
    ...(isMoved
      ? [`The pull request has moved on to ${pull.head.sha.slice(0, 12)} since this run was started.`]
      : []),
    ...(isRetargeted
      ? [`The pull request was retargeted from ${baseBranch} to ${pull.base.ref}, which it is compared with.`]
      : []),
  ];
}

async function findPull({ name, pullNumber, headLabel, head }: EventFacts, options: RepositoryOptions) {
  const { octokit, owner, repo } = await createOctokit(options);
  // A pull request that was closed, or moved on, is not the one whose workflow ended.
  const isStill = (pull: { state: string; head: { sha: string } }) =>
    name !== 'workflow_run' || (pull.state === 'open' && pull.head.sha === head);
  if (pullNumber !== null) {
    const { data } = await octokit.rest.pulls.get({ owner, repo, pull_number: pullNumber });
    return isStill(data) ? data : null;
  }
  const { data } = await octokit.rest.pulls.list({
    owner,
    repo,
    state: 'open',
    head: headLabel ?? '',
    per_page: 100,
  });
  return data.find(isStill) ?? null;
}

/** Whether somebody may write here, by whatever role: `permission` is what a custom role comes to. */
async function mayWrite(username: string, options: RepositoryOptions): Promise<boolean> {
  const { octokit, owner, repo } = await createOctokit(options);
  const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username });
  return data.permission === 'admin' || data.permission === 'write';
}
