import type { Inputs } from '../../config/inputs.ts';
import type { Ports } from '../../model/ports.ts';
import { type ClientOptions, createGitHubClient } from '../api/client.ts';
import { withDeadline } from '../api/deadline.ts';
import { completeEvent } from '../event/complete-event.ts';
import { reasonToSkip } from '../event/course.ts';
import { type EventFacts, readEvent } from '../event/event.ts';
import type { Workflow } from '../event/workflow.ts';
import { readCommentState } from './comment-state.ts';
import { readEarlierArtifact } from './earlier-artifact.ts';
import { noRound, type PreviousRound, readPreviousRound } from './previous-round.ts';
import type { RoundState } from './round-state.ts';

/** What GitHub knows of this review before it begins. */
export interface PullRequestRound {
  readonly event: EventFacts;
  /** Why nothing is to be reviewed, as a sentence; null where something is. */
  readonly skipped: string | null;
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
  if (token === null || workflow.repository === null) return roundWithout(told, inputs);
  const { apiUrl, repository } = workflow;
  const options = { token, apiUrl, repository, signal: withDeadline(ports.signal, readingMs) };
  const { event, notes } = await completeEvent(told, options);
  const skipped = reasonToSkip(event, inputs);
  if (event.pullRequest === null || skipped !== null) return roundWithout(event, inputs, notes);
  const access = { ...options, pullNumber: event.pullRequest.number };
  const previous = await readPreviousRound(
    () => findState({ event, access, inputs, workflow, ports }),
    createGitHubClient(access),
  );
  return {
    event,
    skipped,
    previous,
    access: { ...access, signal: ports.signal },
    notes: [...notes, ...keylessNote(event), ...previous.notes],
  };
}

/** A round of which nothing is remembered. */
function roundWithout(event: EventFacts, inputs: Inputs, notes: readonly string[] = []): PullRequestRound {
  return {
    event,
    skipped: reasonToSkip(event, inputs),
    previous: noRound,
    access: null,
    notes: [...notes, ...keylessNote(event)],
  };
}

/** GitHub gives such runs no secrets (docs.github.com, "Using secrets in GitHub Actions" and "Dependabot on GitHub Actions"). */
function keylessNote({ name, isFork, pullRequest }: EventFacts): string[] {
  const isBot = pullRequest?.author === 'dependabot[bot]';
  if (name !== 'pull_request' || !(isFork || isBot)) return [];
  return [
    `${isBot ? "Dependabot's pull requests" : 'Pull requests from forks'} get no secrets from GitHub, so agents have no keys here. A maintainer can have them review it all the same, by a label or a second workflow: see "Forks and security" in the documentation of Deep Review.`,
  ];
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
