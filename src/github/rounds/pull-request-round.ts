import { resolveRevisions } from '../../change/ends/resolve-revisions.ts';
import type { Inputs } from '../../config/inputs.ts';
import { readConfiguration } from '../../config/read-configuration.ts';
import type { Ports } from '../../model/ports.ts';
import type { ReviewRequest } from '../../review/straight-line.ts';
import { openArtifacts } from '../api/artifacts.ts';
import { type ClientOptions, createGitHubClient } from '../api/client.ts';
import { withDeadline } from '../api/deadline.ts';
import { completeEvent } from '../event/complete-event.ts';
import { reasonToSkip } from '../event/course.ts';
import type { EventFacts } from '../event/event.ts';
import { readEvent } from '../event/read-event.ts';
import type { Workflow } from '../event/workflow.ts';
import { noRound, type PreviousRound, readPreviousRound, withDecisions } from './previous-round.ts';

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

/** All that is read before a review begins, tries included; a GitHub that hangs must not hold it up for longer. */
const readingMs = 15_000;

/** Reads the event and what earlier rounds of its pull request left. */
export async function readRound(inputs: Inputs, workflow: Workflow, ports: Ports): Promise<PullRequestRound> {
  const told = await readEvent(ports.environment, inputs);
  const token = inputs['github-token'];
  if (token === null || workflow.repository === null) {
    const { event, notes } = await completeEvent(told, null, workflow.attempt);
    return roundWithout(event, inputs, notes);
  }
  const { apiUrl, repository } = workflow;
  const options = { token, apiUrl, repository, signal: withDeadline(ports.signal, readingMs) };
  const { event, notes } = await completeEvent(told, options, workflow.attempt);
  const skipped = reasonToSkip(event, inputs);
  if (event.pullNumber === null || event.over !== null) return roundWithout(event, inputs, notes);
  const access = { ...options, pullNumber: event.pullNumber };
  const previous = isFirst(event, workflow)
    ? noRound
    : await readPreviousRound(
        {
          repository,
          workflowPath: workflow.path,
          pullNumber: event.pullNumber,
          marker: workflow.marker,
          artifactName: inputs['artifact-name'],
          isCommenting: inputs.comment !== 'off',
        },
        await createGitHubClient(access),
        await openArtifacts({ ...options, temporaryDirectory: ports.temporaryDirectory }),
      );
  return {
    event,
    skipped,
    previous,
    access: { ...access, signal: ports.signal },
    notes: [...notes, ...keylessNote(event), ...previous.notes],
  };
}

/** A pull request that was just opened has no earlier round, wherever it might be kept. */
const isFirst = ({ action }: EventFacts, { attempt }: Workflow): boolean =>
  action === 'opened' && attempt === 1;

/**
 * Adds what people decided in comments, as far as the base's configuration lets them.
 * @param request names the base.
 */
export async function decideRound(
  round: PullRequestRound,
  { change, configuration }: Pick<ReviewRequest, 'change' | 'configuration'>,
  ports: Ports,
): Promise<PullRequestRound> {
  const { memory, said } = round.previous;
  if (memory === null && said.notes.length === 0 && said.commands.length === 0) return round;
  const { declining } = await readConfiguration(configuration, await resolveRevisions(change, ports));
  const previous = withDecisions(round.previous, declining, round.event.pullRequest?.author ?? null);
  return {
    ...round,
    previous,
    notes: [...round.notes, ...previous.notes.slice(round.previous.notes.length)],
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
