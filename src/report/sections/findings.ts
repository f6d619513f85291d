import type { RootContent } from 'mdast';
import { severities } from '../../findings/review-schema.ts';
import { list, paragraph } from '../mdast.ts';
import type { Report, ReportFinding } from '../report-schema.ts';
import { countOf, severityHeadings } from '../wording.ts';
import { findingBlocks, findingLine } from './finding.ts';
import type { FindingDetail, Scope, Section } from './section.ts';

/** Critical Issues, Important Issues and Suggestions. */
export function findingSections(report: Report, scope: Scope): Section[] {
  return severities.map((severity) => ({
    name: severity,
    title: severityHeadings[severity],
    content: listFindings(
      report.findings.filter((finding) => finding.severity === severity),
      scope,
      (finding) => scope.detail.findings[finding.blocking ? 'blocking' : severity],
    ),
  }));
}

/** Refuted and Declined. */
export function refutedSection(report: Report, scope: Scope): Section {
  const content = listFindings(report.refuted, scope, () => scope.detail.findings.refuted);
  return { name: 'refuted', title: 'Refuted and Declined', content };
}

function listFindings(
  findings: readonly ReportFinding[],
  scope: Scope,
  detailOf: (finding: ReportFinding) => FindingDetail,
): RootContent[] {
  if (findings.length === 0) return [paragraph('None.')];
  const shown = findings
    .filter((finding) => detailOf(finding) !== 'none')
    .slice(0, scope.detail.mostFindings);
  const whole = shown.filter((finding) => detailOf(finding) !== 'line');
  const lines = shown.filter((finding) => detailOf(finding) === 'line');
  const hidden = findings.length - shown.length;
  return [
    ...whole.flatMap((finding) => findingBlocks(finding, scope, detailOf(finding) === 'whole')),
    ...(lines.length > 0 ? [list(lines.map((finding) => findingLine(finding, scope)))] : []),
    ...(hidden > 0 ? [paragraph(`${countOf(hidden, 'finding')} not shown here.`)] : []),
  ];
}
