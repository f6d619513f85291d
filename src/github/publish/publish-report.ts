import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as core from '@actions/core';
import type { Inputs } from '../../config/inputs.ts';
import type { Report } from '../../model/report/report-schema.ts';
import { clipText } from '../../report/summary/clip.ts';
import { writeReport } from '../../report/write-report.ts';
import type { PerformedReview } from '../../review/perform-review.ts';
import { neutraliseCommands } from '../../safety/neutralise.ts';
import type { ChangeIdentity } from '../event/change-identity.ts';
import type { Course } from '../event/course.ts';
import type { Workflow } from '../event/workflow.ts';
import { identityFile } from '../rounds/earlier-artifact.ts';
import type { PullRequestRound } from '../rounds/pull-request-round.ts';
import { annotationsOf, longestMessage } from './annotations.ts';
import { uploadReport } from './artifact.ts';
import { commentOn } from './comment-on.ts';
import { writeJobSummary } from './job-summary.ts';
import { artifactOutputs, type Outputs, outputsOf, skippedOutputs } from './outputs.ts';

/** What a report is published with. */
export interface Publication {
  readonly round: PullRequestRound;
  readonly identity: ChangeIdentity;
  readonly inputs: Inputs;
  readonly workflow: Workflow;
  /** Holds the report's files. */
  readonly directory: string;
  /** Follows the artifact's name. */
  readonly suffix?: string;
  /** Aborted when the step is cancelled. */
  readonly signal: AbortSignal;
  /** Takes secrets out of what is written. */
  readonly redact: (text: string) => string;
}

/**
 * Publishes a review and ends the step as its gate says: first where no permission and no service is needed (job summary, annotations,
 * outputs), then to the pull request and as artifact, of which neither decides anything.
 */
export async function publishReview(
  { report, files, change }: PerformedReview,
  publication: Publication,
): Promise<void> {
  const summary = await readFile(files.summary, 'utf8');
  await writeJobSummary(summary);
  if (publication.inputs.annotations) annotate(report);
  setOutputs(outputsOf(report, files));
  const troubles = await commentOn({ report, change }, publication);
  await keepReport(summary, troubles, publication);
  concludeStep(report);
}

/** Publishes the verdict of an earlier review, which still holds; the pull request knows it already. */
export async function publishStanding(
  { report, reason }: Extract<Course, { type: 'reuse' }>,
  publication: Publication,
): Promise<void> {
  const files = await writeReport(report, publication.directory, publication.redact);
  const summary = `> **Not reviewed again** — ${reason}\n\n${await readFile(files.summary, 'utf8')}`;
  core.notice(neutraliseCommands(reason));
  await writeJobSummary(summary);
  setOutputs(outputsOf(report, files));
  await keepReport(summary, [], publication);
  concludeStep(report);
}

/** Passes without a review, and says so loudly. */
export async function passUnreviewed(reason: string): Promise<void> {
  core.notice(neutraliseCommands(`Not reviewed, and passed. ${reason}`));
  await writeJobSummary(`# Deep Review\n\n> **Not reviewed**, and passed — ${reason}\n`);
  setOutputs(skippedOutputs);
}

/** Ends the step for the user's mistake, or ours. */
export async function failStep(message: string): Promise<void> {
  core.setFailed(neutraliseCommands(message));
  const remark = message.replaceAll('`', "'");
  await writeJobSummary(
    `# Deep Review\n\n> **Nothing was reviewed** — the step failed:\n\n\`\`\`text\n${remark}\n\`\`\`\n`,
  );
}

/** Uploads the report's files, and says in the job summary where they are and what went wrong. */
export async function keepReport(
  summary: string,
  troubles: readonly string[],
  { identity, inputs, workflow, directory, suffix = '', signal }: Publication,
): Promise<void> {
  await writeFile(join(directory, identityFile), `${JSON.stringify(identity, null, 2)}\n`);
  const name = inputs['artifact-name'];
  const { artifact, note } = await uploadReport({
    name: name && `${name}${suffix}`,
    directory,
    retentionDays: inputs['retention-days'],
    distinction: `${workflow.job}-${workflow.attempt}`,
    runUrl: workflow.runUrl,
    signal,
  });
  const notes = note === null ? troubles : [...troubles, note];
  for (const each of notes) core.warning(neutraliseCommands(each));
  setOutputs(artifactOutputs(artifact));
  const link = artifact === null ? [] : [`[The whole report: HTML, Markdown, JSON, SARIF](${artifact.url})`];
  await writeJobSummary([summary, ...link, ...notes.map(asRemark)].join('\n\n'));
}

/** Ends the step as the gate says. */
function concludeStep({ verdict }: Report): void {
  const sentence = clipText(neutraliseCommands(`${verdict.level}: ${verdict.reason}`), longestMessage);
  if (verdict.gate !== 'pass') core.setFailed(sentence);
  else if (verdict.level === 'inconclusive') core.warning(sentence);
  else core.info(sentence);
}

/** What GitHub or the network said, which may be anything, as code; a summary leaves room for three of these. */
const asRemark = (note: string): string => `> \`${note.replace(/[^!-_a-~]+/g, ' ').slice(0, 250)}\``;

function setOutputs(outputs: Outputs): void {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
}

function annotate(report: Report): void {
  const say = { error: core.error, warning: core.warning, notice: core.notice };
  for (const { level, message, ...place } of annotationsOf(report))
    say[level](neutraliseCommands(message), place);
}
