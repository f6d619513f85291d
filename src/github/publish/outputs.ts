import type { Severity } from '../../model/answers/review-schema.ts';
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
