import { readFile } from 'node:fs/promises';
import * as core from '@actions/core';
import type { Inputs } from '../config/inputs.ts';
import type { Report } from '../report/report-schema.ts';
import type { ReportFiles } from '../report/write-report.ts';
import { neutraliseCommands } from '../safety/neutralise.ts';
import { annotationsOf } from './annotations.ts';
import { type UploadedArtifact, uploadReport } from './artifact.ts';
import { outputsOf } from './outputs.ts';
import type { Workflow } from './workflow.ts';

/** A report to be published by this step. */
export interface Publication {
  readonly report: Report;
  readonly files: ReportFiles;
  readonly directory: string;
  readonly inputs: Inputs;
  readonly workflow: Workflow;
  /** The runner leaves a cancelled step 7.5 s. */
  readonly isCancelled: boolean;
}

/** Publishes a report where no permission is needed: job summary, annotations, artifact, outputs. */
export async function publishReport(publication: Publication): Promise<void> {
  const { report, files, inputs } = publication;
  await core.summary.addRaw(await readFile(files.summary, 'utf8')).write();
  if (inputs.annotations) {
    for (const { level, message, ...place } of annotationsOf(report))
      annotate[level](neutraliseCommands(message), place);
  }
  const artifact = await upload(publication);
  for (const [name, value] of Object.entries(outputsOf(report, files, artifact))) core.setOutput(name, value);
}

/** Ends the step as the gate says. */
export function concludeStep({ verdict }: Report): void {
  const sentence = neutraliseCommands(`${verdict.level}: ${verdict.reason}`);
  if (verdict.gate !== 'pass') core.setFailed(sentence);
  else if (verdict.level === 'inconclusive') core.warning(sentence);
  else core.info(sentence);
}

const annotate = { error: core.error, warning: core.warning, notice: core.notice };

async function upload({
  inputs,
  directory,
  workflow,
  isCancelled,
}: Publication): Promise<UploadedArtifact | null> {
  if (inputs['artifact-name'] === null) return null;
  const { artifact, note } = await uploadReport({
    name: inputs['artifact-name'],
    directory,
    retentionDays: inputs['retention-days'],
    distinction: workflow.attempt,
    runUrl: workflow.runUrl,
    timeoutMs: isCancelled ? 2_000 : 120_000,
  });
  if (note !== null) core.warning(neutraliseCommands(note));
  return artifact;
}
