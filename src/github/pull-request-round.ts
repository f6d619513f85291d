import type { Inputs } from '../config/inputs.ts';
import type { Ports } from '../ports.ts';
import { type ClientOptions, createGitHubClient } from './client.ts';
import { readCommentState } from './comment-state.ts';
import { completeEvent } from './complete-event.ts';
import { withDeadline } from './deadline.ts';
import { readEarlierArtifact } from './earlier-artifact.ts';
import { type EventFacts, readEvent } from './event.ts';
import { noRound, type PreviousRound, readPreviousRound } from './previous-round.ts';
import type { RoundState } from './round-state.ts';
import type { Workflow } from './workflow.ts';

/** What GitHub knows of this review before it begins. */
export interface PullRequestRound {
  readonly event: EventFacts;
  readonly previous: PreviousRound;
  /** How to ask GitHub about the pull request; null without one, or without a token. */
  readonly access: ClientOptions | null;
  readonly notes: readonly string[];
}

/** All that is read before a review can be done without; a GitHub that hangs must not hold it up. */
const readingMs = 10_000;

/** Reads the event and what earlier rounds of its pull request left. */
export async function readRound(inputs: Inputs, workflow: Workflow, ports: Ports): Promise<PullRequestRound> {
  const told = await readEvent(ports.environment);
  const token = inputs['github-token'];
  if (token === null || workflow.repository === null)
    return { event: told, previous: noRound, access: null, notes: [] };
  const { apiUrl, repository } = workflow;
  const options = { token, apiUrl, repository, signal: withDeadline(ports.signal, readingMs) };
  const { event, notes } = await completeEvent(told, options);
  if (event.pullRequest === null) return { event, previous: noRound, access: null, notes };
  const access = { ...options, pullNumber: event.pullRequest.number };
  const previous = await readPreviousRound(
    () => findState({ event, access, inputs, workflow, ports }),
    createGitHubClient(access),
  );
  return {
    event,
    previous,
    access: { ...access, signal: ports.signal },
    notes: [...notes, ...previous.notes],
  };
}

interface StateQuery {
  readonly event: EventFacts;
  readonly access: ClientOptions;
  readonly inputs: Inputs;
  readonly workflow: Workflow;
  readonly ports: Ports;
}

/** The last round is kept in our own comment or, where we post none, in the artifact of the run that did it. */
async function findState({ event, access, inputs, workflow, ports }: StateQuery): Promise<RoundState | null> {
  if (inputs.comment !== 'off') {
    return readCommentState(access.pullNumber, workflow.marker, createGitHubClient(access));
  }
  const artifactName = inputs['artifact-name'];
  const isFirst = event.action === 'opened' && workflow.attempt === 1;
  if (artifactName === null || event.pullBranch === null || isFirst) return null;
  return readEarlierArtifact({
    ...access,
    artifactName,
    workflowPath: workflow.path,
    branch: event.pullBranch,
    temporaryDirectory: ports.temporaryDirectory,
  });
}
