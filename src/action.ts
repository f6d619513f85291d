import { mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as core from '@actions/core';
import { inputDefinitions, parseInputs } from './config/inputs.ts';
import { UserError } from './errors.ts';
import { annotationsOf } from './github/annotations.ts';
import { uploadReport } from './github/artifact.ts';
import { type EventFacts, readEvent } from './github/event.ts';
import { outputsOf } from './github/outputs.ts';
import { withPorts } from './lifetime.ts';
import { type PerformedReview, performReview } from './perform-review.ts';
import type { Logger } from './ports.ts';
import { describeEvent } from './report/progress.ts';
import type { ReviewRequest } from './review.ts';
import { neutraliseCommands } from './safety/neutralise.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The action: reviews what the event asks for, publishes the report, and fails the step by the gate. */
export async function runAction(environment: Environment = process.env): Promise<void> {
  try {
    const inputs = parseInputs(givenInputs(environment));
    const event = await readEvent(environment);
    const outputDirectory = resolve(
      inputs['output-directory'] ??
        mkdtempSync(join(environment.RUNNER_TEMP || tmpdir(), 'deep-review-report-')),
    );
    const listen = (reviewEvent: Parameters<typeof describeEvent>[0]) => say(describeEvent(reviewEvent));
    const cancelled = await withPorts(
      { log: coreLogger, environment, outputDirectory, listen },
      async (ports) => {
        const performed = await performReview(requestFor(event, inputs, outputDirectory, environment), ports);
        await publish(performed, inputs, outputDirectory, environment, ports.signal.aborted);
        return ports.signal.aborted;
      },
    );
    // What is still open (an upload's socket) must not hold a cancelled step.
    if (cancelled) process.exit();
  } catch (error) {
    const message =
      error instanceof UserError
        ? error.message
        : `This is a bug of Deep Review, please report it.\n${error instanceof Error ? error.stack : error}`;
    core.setFailed(neutraliseCommands(message));
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

function requestFor(
  event: EventFacts,
  inputs: ReviewRequest['inputs'],
  outputDirectory: string,
  environment: Environment,
): ReviewRequest {
  const repository = environment.GITHUB_REPOSITORY ?? null;
  return {
    change: {
      directory: environment.GITHUB_WORKSPACE ?? process.cwd(),
      base: inputs.base ?? event.base,
      head: inputs.head ?? event.head,
      pullRequest: event.pullRequest,
      repository,
      webUrl:
        repository === null ? null : `${environment.GITHUB_SERVER_URL ?? 'https://github.com'}/${repository}`,
      branch: event.branch,
      token: inputs['github-token'],
      apiUrl: environment.GITHUB_API_URL ?? null,
    },
    inputs,
    configuration: {
      from: 'base',
      path: inputs.config ?? inputDefinitions.config.default,
      required: inputs.config !== null && inputs.config !== inputDefinitions.config.default,
    },
    round: 1,
    previous: null,
    outputDirectory,
  };
}

async function publish(
  { report, files }: PerformedReview,
  inputs: ReviewRequest['inputs'],
  directory: string,
  environment: Environment,
  cancelled: boolean,
): Promise<void> {
  await core.summary.addRaw(await readFile(files.summary, 'utf8')).write();
  if (inputs.annotations) {
    for (const { level, message, ...place } of annotationsOf(report))
      annotate[level](neutraliseCommands(message), place);
  }
  const { artifact, note } =
    inputs['artifact-name'] === null
      ? { artifact: null, note: null }
      : await uploadReport({
          name: inputs['artifact-name'],
          directory,
          retentionDays: inputs['retention-days'],
          distinction: `${environment.GITHUB_JOB ?? 'job'}-${environment.GITHUB_RUN_ATTEMPT ?? '1'}`,
          runUrl: `${environment.GITHUB_SERVER_URL}/${environment.GITHUB_REPOSITORY}/actions/runs/${environment.GITHUB_RUN_ID}`,
          timeoutMs: cancelled ? 2_000 : 120_000,
        });
  if (note !== null) core.warning(neutraliseCommands(note));
  for (const [name, value] of Object.entries(outputsOf(report, files, artifact))) core.setOutput(name, value);
  const sentence = neutraliseCommands(`${report.verdict.level}: ${report.verdict.reason}`);
  if (report.verdict.gate !== 'pass') core.setFailed(sentence);
  else if (report.verdict.level === 'inconclusive') core.warning(sentence);
  else core.info(sentence);
}

const annotate = { error: core.error, warning: core.warning, notice: core.notice };

const say = (line: string | null) => {
  if (line !== null) core.info(neutraliseCommands(line));
};

const coreLogger: Logger = {
  debug: (message) => core.debug(neutraliseCommands(message)),
  info: say,
  warning: (message) => core.warning(neutraliseCommands(message)),
  error: (message) => core.error(neutraliseCommands(message)),
};
