import { readFile } from 'node:fs/promises';
import * as core from '@actions/core';
import type { UserError } from '../../model/errors.ts';
import type { Report } from '../../model/report/report-schema.ts';
import { removeRecording } from '../../recording/write-recording.ts';
import { clipText } from '../../report/summary/clip.ts';
import { writeReport } from '../../report/write-report.ts';
import type { PerformedReview } from '../../review/perform-review.ts';
import { neutraliseCommands } from '../../safety/neutralise.ts';
import type { Course } from '../event/course.ts';
import { annotationsOf, longestMessage } from './annotations.ts';
import { commentOn } from './comment-on.ts';
import { filesOfReport } from './files-of-report.ts';
import { draftJobSummary, writeJobSummary } from './job-summary.ts';
import { keepRound, rememberRound } from './keep-round.ts';
import { artifactOutputs, outputsOf, setOutputs, skippedOutputs } from './outputs.ts';
import type { Publication } from './publication.ts';
import { uploadArtifact } from './upload.ts';

/**
 * Publishes a review and ends the step as its gate says: first where no permission and no service is needed (job summary, annotations,
 * outputs), then to the pull request and as artifact, of which neither decides anything.
 */
export async function publishReview(
  { report, files, change }: PerformedReview,
  publication: Publication,
): Promise<void> {
  const summary = await readFile(files.summary, 'utf8');
  draftJobSummary(summary);
  if (publication.inputs.annotations) annotate(report);
  const unset = setOutputs(outputsOf(report, files));
  const memory = await rememberRound(report, publication);
  const troubles = [...(await commentOn({ report, change }, memory, publication))];
  if (memory !== null) troubles.push(...(await keepRound(memory, publication)));
  await keepReport(summary, report, troubles, publication);
  concludeStep(report, unset);
}

/** Publishes the verdict of an earlier review, which still holds. */
export async function publishStanding(
  { report: last, reason }: Extract<Course, { type: 'reuse' }>,
  publication: Publication,
): Promise<void> {
  const { directory, redact, round, inputs } = publication;
  await removeRecording(directory);
  // What is as it was in the last round is told once.
  const notes = [...new Set([...last.review.notes, `Not reviewed again: ${reason}`, ...round.notes])];
  const report = { ...last, review: { ...last.review, notes } };
  const files = await writeReport(report, directory, redact);
  const answers = round.notes.map(asRemark);
  const remarks = [`> **Not reviewed again** — ${reason}`, ...answers];
  const summary = `${remarks.join('\n\n')}\n\n${await readFile(files.summary, 'utf8')}`;
  core.notice(neutraliseCommands(reason));
  for (const note of round.notes) core.notice(neutraliseCommands(note));
  draftJobSummary(summary);
  if (inputs.annotations) annotate(report);
  const unset = setOutputs(outputsOf(report, files));
  const troubles = await keepStanding(last, publication);
  await keepReport(summary, report, troubles, publication);
  concludeStep(report, unset);
}

/** Keeps the last round anew, in both copies, so that it lives on as long as the pull request does, and answers who asked for something. */
async function keepStanding(report: Report, publication: Publication): Promise<readonly string[]> {
  const { round, identity, workflow, now } = publication;
  const { memory, isLost } = round.previous;
  if (memory === null || isLost || round.event.name === 'merge_group') return [];
  const kept = { ...memory, identity, storedAt: now(), runId: workflow.runId };
  return [
    ...(await commentOn({ report, change: null }, kept, publication)),
    ...(await keepRound(kept, publication)),
  ];
}

/** Passes without a review, and says so loudly. */
export function passUnreviewed(reason: string): void {
  const unset = setOutputs(skippedOutputs);
  if (unset === null) {
    core.notice(neutraliseCommands(`Not reviewed, and passed. ${reason}`));
    writeJobSummary(`# Deep Review\n\n> **Not reviewed**, and passed — ${reason}\n`);
  } else failStep(unset.message);
}

/** Ends the step for the user's mistake, or ours. */
export function failStep(message: string): void {
  core.setFailed(neutraliseCommands(message));
  const remark = message.replaceAll('`', "'");
  writeJobSummary(
    `# Deep Review\n\n> **Nothing was reviewed** — the step failed:\n\n\`\`\`text\n${remark}\n\`\`\`\n`,
  );
}

/** Uploads the report's files, and says in the job summary where they are and what went wrong. */
export async function keepReport(
  summary: string,
  report: Report,
  troubles: readonly string[],
  { inputs, workflow, directory, suffix = '', signal }: Publication,
): Promise<void> {
  const name = inputs['artifact-name'];
  const { job, attempt } = workflow;
  const { artifact, note } = await uploadArtifact({
    names: name === null ? [] : [`${name}${suffix}`, `${name}${suffix}-${job}-${attempt}`],
    files: name === null ? [] : await filesOfReport(report, directory),
    directory,
    retentionDays: inputs['retention-days'],
    runUrl: workflow.runUrl,
    signal,
  });
  const unset = setOutputs(artifactOutputs(artifact));
  const notes = [...troubles, ...(note === null ? [] : [note]), ...(unset === null ? [] : [unset.message])];
  // All in one: the runner keeps ten of a kind, and the last words are the verdict's.
  if (notes.length > 0) core.warning(neutraliseCommands(notes.join('\n')));
  const link = artifact === null ? [] : [`[The whole report: HTML, Markdown, JSON, SARIF](${artifact.url})`];
  writeJobSummary([summary, ...link, ...notes.map(asRemark)].join('\n\n'));
}

/** Ends the step as the gate says, and not with a pass that its outputs do not tell. */
function concludeStep({ verdict }: Report, unset: UserError | null): void {
  const sentence = clipText(neutraliseCommands(`${verdict.level}: ${verdict.reason}`), longestMessage);
  if (verdict.gate !== 'pass') core.setFailed(sentence);
  else if (unset !== null) core.setFailed(neutraliseCommands(unset.message));
  else if (verdict.level === 'inconclusive') core.warning(sentence);
  else core.info(sentence);
}

/** What GitHub or the network said, which may be anything, as code; a summary leaves room for three of these. */
const asRemark = (note: string): string => `> \`${note.replace(/[^!-_a-~]+/g, ' ').slice(0, 250)}\``;

function annotate(report: Report): void {
  const say = { error: core.error, warning: core.warning, notice: core.notice };
  for (const { level, message, ...place } of annotationsOf(report))
    say[level](neutraliseCommands(message), place);
}
