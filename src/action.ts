import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as core from '@actions/core';
import { NothingToReview } from './change/ends/nothing-to-review.ts';
import { type Inputs, parseInputs } from './config/inputs.ts';
import { gatherContext } from './github/context/gather-context.ts';
import { identifyChange } from './github/event/change-identity.ts';
import { blockThatStands, chooseCourse } from './github/event/course.ts';
import { requestReview } from './github/event/request-review.ts';
import { readWorkflow, type Workflow } from './github/event/workflow.ts';
import { keepPartialSummary } from './github/publish/job-summary.ts';
import { publishPart, publishPlan } from './github/publish/publish-part.ts';
import { failStep, passUnreviewed, publishReview, publishStanding } from './github/publish/publish-report.ts';
import { decideRound, readRound } from './github/rounds/pull-request-round.ts';
import { UserError } from './model/errors.ts';
import type { ReviewEvent } from './model/events.ts';
import type { Logger, Ports } from './model/ports.ts';
import { describeEvent } from './report/terminal/progress.ts';
import { explainFault } from './review/explain-fault.ts';
import { withPorts } from './review/lifetime.ts';
import { performReview } from './review/perform-review.ts';
import { planParts } from './review/plan-parts.ts';
import { provePart } from './review/prove-part.ts';
import { settleParts } from './review/settle-parts.ts';
import { neutraliseCommands } from './safety/neutralise.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The action: reviews what the event asks for, publishes the report, and fails the step by the gate. */
export async function runAction(environment: Environment = process.env): Promise<void> {
  try {
    const inputs = parseInputs(givenInputs(environment));
    const workflow = readWorkflow(environment, inputs);
    const outputDirectory = reportDirectory(inputs, environment);
    const keepPartial = keepPartialSummary(environment.GITHUB_STEP_SUMMARY);
    const listen = (event: ReviewEvent) => {
      keepPartial(event);
      logEvent(event);
    };
    await withPorts({ log: coreLogger, environment, outputDirectory, listen }, (ports) =>
      answerEvent(inputs, workflow, outputDirectory, ports),
    );
  } catch (error) {
    if (error instanceof NothingToReview) passUnreviewed('The change holds nothing: its ends are the same.');
    else failStep(explain(explainFault(error)));
  }
  // What is still open, such as the socket of an upload that was given up, must not hold the step.
  process.exit();
}

/** From the event to its report: nothing, the last verdict where it still holds, or a review. */
async function answerEvent(
  inputs: Inputs,
  workflow: Workflow,
  directory: string,
  ports: Ports,
): Promise<void> {
  const read = await readRound(inputs, workflow, ports);
  const standing = blockThatStands(read);
  if (read.skipped !== null && standing === null) return passUnreviewed(read.skipped);

  const context = { inputs, workflow, directory, ports };
  const round = await decideRound(read, requestReview(read, context), ports);
  const { signal, redact, temporaryDirectory, clock } = ports;
  const shared = { round, inputs, workflow, directory, signal, redact, temporaryDirectory, now: clock.now };
  if (standing !== null && !round.previous.hasNewDecisions)
    return publishStanding(standing, { ...shared, identity: standing.identity });

  const asked = requestReview(round, context);
  const { identity, team } = await identifyChange(asked, round.event.baseBranch, ports);
  const request = { ...requestReview(round, context, identity.terms), team };
  const course = chooseCourse(round.event, inputs, round.previous, identity);
  const publication = { ...shared, identity };
  switch (inputs.part) {
    case 'plan':
      return publishPlan(course.type === 'reuse' ? [] : await planParts(request, ports));
    case 'review':
      return publishPart(
        await performReview(await gatherContext(request, workflow, ports), ports),
        publication,
      );
    case 'prove':
      return publishPart(await provePart(request, ports), publication);
    case 'settle':
    case 'whole': {
      if (course.type === 'reuse') return publishStanding(course, publication);
      const performed =
        inputs.part === 'whole'
          ? await performReview(await gatherContext(request, workflow, ports), ports)
          : await settleParts(request, ports);
      return publishReview(performed, publication);
    }
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

function explain(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return `This is a bug of Deep Review, please report it.\n${error instanceof Error ? error.stack : String(error)}`;
}

function logEvent(event: ReviewEvent): void {
  const line = describeEvent(event);
  if (line !== null) core.info(neutraliseCommands(line));
}

const coreLogger: Logger = {
  debug: (message) => core.debug(neutraliseCommands(message)),
  info: (message) => core.info(neutraliseCommands(message)),
  warning: (message) => core.warning(neutraliseCommands(message)),
  error: (message) => core.error(neutraliseCommands(message)),
};
