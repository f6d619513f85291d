import type { Inputs } from '../config/inputs.ts';
import type { Ports } from '../ports.ts';
import { createGitHubClient, type GitHubClient } from './client.ts';
import { completeEvent } from './complete-event.ts';
import { type EventFacts, readEvent } from './event.ts';
import { type PreviousRound, readPreviousRound } from './previous-round.ts';
import type { Workflow } from './workflow.ts';

/** What GitHub knows of this review before it begins. */
export interface PullRequestRound {
  readonly event: EventFacts;
  /** Null without a pull request, a token, or the wish to comment. */
  readonly client: GitHubClient | null;
  readonly previous: PreviousRound;
  readonly notes: readonly string[];
}

const firstRound: PreviousRound = { report: null, patchId: null, declined: [], notes: [] };

/** Reads the event and, where comments are wanted, what earlier rounds of its pull request left. */
export async function readRound(inputs: Inputs, workflow: Workflow, ports: Ports): Promise<PullRequestRound> {
  const told = await readEvent(ports.environment);
  const token = inputs['github-token'];
  if (token === null || workflow.repository === null) {
    return { event: told, client: null, previous: firstRound, notes: [] };
  }
  const options = { token, apiUrl: workflow.apiUrl, repository: workflow.repository, signal: ports.signal };
  const { event, notes } = await completeEvent(told, options);
  const pullNumber = event.pullRequest?.number;
  if (pullNumber === undefined || inputs.comment === 'off')
    return { event, client: null, previous: firstRound, notes };
  const client = createGitHubClient({ ...options, pullNumber });
  const previous = await readPreviousRound(pullNumber, workflow.marker, client);
  return { event, client, previous, notes: [...notes, ...previous.notes] };
}
