import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as core from '@actions/core';
import type { ChangeRequest } from './change/revisions.ts';
import { type Inputs, inputDefinitions, parseInputs } from './config/inputs.ts';
import { UserError } from './errors.ts';
import { createOctokit } from './github/octokit.ts';
import { publishComment } from './github/publish-comment.ts';
import { concludeStep, publishReport } from './github/publish-report.ts';
import { type PullRequestRound, readRound } from './github/pull-request-round.ts';
import { readWorkflow, type Workflow } from './github/workflow.ts';
import { withPorts } from './lifetime.ts';
import { type PerformedReview, performReview } from './perform-review.ts';
import type { Logger, Ports } from './ports.ts';
import { describeEvent } from './report/progress.ts';
import type { ReviewRequest } from './review.ts';
import { neutraliseCommands } from './safety/neutralise.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The action: reviews what the event asks for, publishes the report, and fails the step by the gate. */
export async function runAction(environment: Environment = process.env): Promise<void> {
  try {
    const inputs = parseInputs(givenInputs(environment));
    const workflow = readWorkflow(environment);
    const directory = reportDirectory(inputs, environment);
    const lifetime = { log: coreLogger, environment, outputDirectory: directory, listen: logEvent };
    const isCancelled = await withPorts(lifetime, async (ports) => {
      const round = await readRound(inputs, workflow, ports);
      const performed = await performReview(requestFor(round, inputs, workflow, directory, ports), ports);
      if (!ports.signal.aborted) await comment(performed, round, inputs, workflow);
      await publishReport({ ...performed, directory, inputs, workflow, isCancelled: ports.signal.aborted });
      concludeStep(performed.report);
      return ports.signal.aborted;
    });
    // What is still open, such as an upload's socket, must not hold a cancelled step.
    if (isCancelled) process.exit();
  } catch (error) {
    core.setFailed(neutraliseCommands(explain(error)));
  }
}

/** Every `INPUT_*` variable under its input's name; the runner upper-cases names and keeps hyphens. */
function givenInputs(environment: Environment): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(environment)
      .filter(([name]) => name.startsWith('INPUT_'))
      .map(([name, value]) => [name.slice('INPUT_'.length).toLowerCase(), value]),
  );
}

function reportDirectory(inputs: Inputs, environment: Environment): string {
  const chosen = inputs['output-directory'];
  return chosen === null
    ? mkdtempSync(join(environment.RUNNER_TEMP || tmpdir(), 'deep-review-report-'))
    : resolve(chosen);
}

function requestFor(
  { event, previous, notes }: PullRequestRound,
  inputs: Inputs,
  workflow: Workflow,
  directory: string,
  ports: Ports,
): ReviewRequest {
  const config = inputs.config ?? inputDefinitions.config.default;
  return {
    change: {
      directory: workflow.directory,
      base: inputs.base ?? event.base,
      head: inputs.head ?? event.head,
      pullRequest: event.pullRequest,
      repository: workflow.repository,
      webUrl: workflow.webUrl,
      branch: event.branch,
      token: inputs['github-token'],
      openApi: openApi(inputs, workflow, ports.signal),
    },
    inputs,
    configuration: { from: 'base', path: config, required: config !== inputDefinitions.config.default },
    round: (previous.report?.review.round ?? 0) + 1,
    previous: previous.report,
    declined: previous.declined,
    notes,
    outputDirectory: directory,
  };
}

function openApi(
  inputs: Inputs,
  { apiUrl, repository }: Workflow,
  signal: AbortSignal,
): ChangeRequest['openApi'] {
  const token = inputs['github-token'];
  if (token === null || repository === null) return null;
  return async () => createOctokit({ token, apiUrl, repository, signal }).octokit;
}

async function comment(
  { report, change }: PerformedReview,
  round: PullRequestRound,
  inputs: Inputs,
  workflow: Workflow,
): Promise<void> {
  const { client, event } = round;
  if (client === null || event.pullRequest === null || inputs.comment === 'off') return;
  const { notes } = await publishComment(
    {
      mode: inputs.comment,
      report,
      change,
      marker: workflow.marker,
      pullNumber: event.pullRequest.number,
      patchId: null,
      whereabouts: `[the workflow run](${workflow.runUrl})`,
    },
    client,
  );
  for (const note of notes) core.warning(neutraliseCommands(note));
}

function explain(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return `This is a bug of Deep Review, please report it.\n${error instanceof Error ? error.stack : String(error)}`;
}

function logEvent(event: Parameters<typeof describeEvent>[0]): void {
  const line = describeEvent(event);
  if (line !== null) core.info(neutraliseCommands(line));
}

const coreLogger: Logger = {
  debug: (message) => core.debug(neutraliseCommands(message)),
  info: (message) => core.info(neutraliseCommands(message)),
  warning: (message) => core.warning(neutraliseCommands(message)),
  error: (message) => core.error(neutraliseCommands(message)),
};
