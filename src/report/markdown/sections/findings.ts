import type { PhrasingContent, RootContent } from 'mdast';
import type { Severity } from '../../../model/answers/review-schema.ts';
import type { Report, ReportFinding } from '../../../model/report/report-schema.ts';
import { countOf, groupDigits } from '../../../model/report/wording.ts';
import { code, folded, list, paragraph, text } from '../mdast.ts';
import { findingBlocks, findingLine } from './finding.ts';
import { type FindingDetail, mostWhole, type Scope } from './section.ts';

/** The standing findings of one severity; suggestions stand behind a line that unfolds them. */
export const composeFindings =
  (severity: Severity) =>
  (report: Report, scope: Scope): RootContent[] | null => {
    const findings = report.findings.filter((finding) => finding.severity === severity);
    const blocks = listFindings(
      findings,
      scope,
      (finding) => scope.detail.findings[finding.blocking ? 'blocking' : severity],
    );
    return blocks !== null && severity === 'suggestion'
      ? folded(countOf(findings.length, severity), blocks)
      : blocks;
  };

/** Findings that were refuted or declined. */
export const composeRefuted = (report: Report, scope: Scope): RootContent[] | null =>
  listFindings(report.refuted, scope, () => scope.detail.findings.refuted);

function listFindings(
  findings: readonly ReportFinding[],
  scope: Scope,
  detailOf: (finding: ReportFinding) => FindingDetail,
): RootContent[] | null {
  if (findings.length === 0) return null;
  const shown = findings
    .filter((finding) => detailOf(finding) !== 'none')
    .slice(0, scope.detail.mostFindings);
  const isLine = (finding: ReportFinding) => detailOf(finding) === 'line' || !scope.inFull.has(finding);
  const lines = shown.filter(isLine);
  const hidden = findings.length - shown.length;
  return [
    ...shown
      .filter((finding) => !isLine(finding))
      .flatMap((finding) => findingBlocks(finding, scope, detailOf(finding) === 'whole')),
    ...(lines.length > 0 ? [list(lines.map((finding) => findingLine(finding, scope)))] : []),
    ...(findings.every((finding) => scope.inFull.has(finding)) ? [] : [paragraph(...beyondWhole)]),
    ...(hidden > 0 ? [paragraph(`${countOf(hidden, 'finding')} not shown here.`)] : []),
  ];
}

/** Says why findings are lines only. */
export const beyondWhole: readonly PhrasingContent[] = [
  text(`Beyond the first ${groupDigits(mostWhole)} of a report, findings are lines; all are whole in `),
  code('report.json'),
  text('.'),
];
