import type { Report, ReportFinding } from '../../model/report/report-schema.ts';

/**
 * What became of the findings of the last round, one JSON object a line: the open ones, then declined and refuted ones.
 * @param carried files that are nobody's in this round: what was found there stands as it is.
 */
export function previousRoundLines(report: Report, carried: ReadonlySet<string> = new Set()): string[] {
  const isAsked = ({ anchor }: ReportFinding) => !carried.has(anchor.path ?? '');
  const open = report.findings.filter((finding) => finding.state !== 'fixed' && isAsked(finding));
  return [
    ...open.map((finding) => tell(finding, 'open', finding.ruling.reason)),
    ...report.refuted
      .filter(isAsked)
      .map((finding) =>
        finding.state === 'declined'
          ? tell(finding, 'declined', finding.declinedReason)
          : tell(finding, 'refuted', finding.ruling.reason),
      ),
  ];
}

function tell(finding: ReportFinding, state: 'open' | 'declined' | 'refuted', reason: string | null): string {
  const { path, startLine, endLine } = finding.anchor;
  return JSON.stringify({
    id: finding.id,
    state,
    severity: finding.severity,
    kind: finding.kind,
    title: finding.title,
    path,
    lines: startLine === null ? null : [startLine, endLine],
    explanation: finding.explanation,
    reason,
  });
}
