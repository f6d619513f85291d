import * as core from '@actions/core';
import type { Severity } from '../../model/answers/review-schema.ts';
import { UserError } from '../../model/errors.ts';
import type { Report } from '../../model/report/report-schema.ts';
import type { ReportFiles } from '../../report/write-report.ts';
import type { UploadedArtifact } from './upload.ts';

/** The action's outputs by name: short and enumerable, since a job output that holds a masked value is withheld. */
export type Outputs = Readonly<Record<string, string>>;

/** What a report says, and where its files are. */
export function outputsOf(report: Report, files: ReportFiles): Outputs {
  const standing = (severity: Severity) =>
    String(
      report.findings.filter(
        (finding) =>
          finding.severity === severity && ['confirmed', 'plausible'].includes(finding.ruling.value),
      ).length,
    );
  return {
    verdict: report.verdict.level,
    gate: report.verdict.gate,
    blocking: String(report.verdict.blocking.length),
    critical: standing('critical'),
    important: standing('important'),
    suggestion: standing('suggestion'),
    reviewers: report.agents
      .filter((agent) => agent.reviewer && agent.outcome === 'completed')
      .map((agent) => agent.name)
      .join(','),
    'report-json': files.json,
    'report-markdown': files.markdown,
    'report-html': files.html,
    'report-sarif': files.sarif,
  };
}

/** Where the artifact is; empty without one. */
export const artifactOutputs = (artifact: UploadedArtifact | null): Outputs => ({
  'artifact-id': artifact === null ? '' : String(artifact.id),
  'artifact-url': artifact?.url ?? '',
});

/** A step that passed without a review: it has a gate, and no report. */
export const skippedOutputs: Outputs = {
  verdict: 'skipped',
  gate: 'pass',
  blocking: '0',
  critical: '0',
  important: '0',
  suggestion: '0',
  reviewers: '',
  'report-json': '',
  'report-markdown': '',
  'report-html': '',
  'report-sarif': '',
  ...artifactOutputs(null),
};

/**
 * Gives the runner outputs, by its file `GITHUB_OUTPUT`.
 * @returns why it did not take them; null where it did. Then the step must fail: who reads an output that is absent may take that for a
 *   pass.
 */
export function setOutputs(outputs: Outputs): UserError | null {
  try {
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
    return null;
  } catch (error) {
    return new UserError(
      `The outputs could not be written to GITHUB_OUTPUT: ${(error as Error).message}. Let no step before change or remove the runner's files, free space where its disk is full, and run the job again.`,
    );
  }
}
