import { type Inputs, inputDefinitions } from '../../config/inputs.ts';
import type { Ports } from '../../model/ports.ts';
import type { ReviewRequest } from '../../review/straight-line.ts';
import { createOctokit } from '../api/octokit.ts';
import { slimReport } from '../rounds/memory.ts';
import type { PullRequestRound } from '../rounds/pull-request-round.ts';
import type { Workflow } from './workflow.ts';

/** What a step knows before it reads its event. */
export interface StepContext {
  readonly inputs: Inputs;
  readonly workflow: Workflow;
  /** Gets the report. */
  readonly directory: string;
  readonly ports: Ports;
}

/** The review that a round of a pull request, or another event, asks for. */
export function requestReview(
  { event, previous, notes }: PullRequestRound,
  { inputs, workflow, directory, ports }: StepContext,
): ReviewRequest {
  const config = inputs.config ?? inputDefinitions.config.default;
  const { repository, apiUrl, webUrl } = workflow;
  const token = inputs['github-token'];
  const { signal } = ports;
  return {
    change: {
      directory: workflow.directory,
      base: inputs.base ?? event.base,
      head: inputs.head ?? event.head,
      pullRequest: event.pullRequest,
      repository,
      webUrl,
      branch: event.branch,
      token,
      openApi:
        token === null || repository === null
          ? null
          : async () => createOctokit({ token, apiUrl, repository, signal }).octokit,
    },
    // One agent alone has nobody to rule on its findings, and its part of the report needs no prose.
    inputs: inputs.part === 'review' ? { ...inputs, adjudication: 'off' } : inputs,
    shard: inputs.shard,
    configuration: { from: 'base', path: config, required: config !== inputDefinitions.config.default },
    round: (previous.report?.review.round ?? 0) + 1,
    previous: previous.report && slimReport(previous.report),
    isLastRoundLost: previous.isLost,
    declined: previous.declined,
    notes,
    outputDirectory: directory,
  };
}
