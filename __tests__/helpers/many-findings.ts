import type { Report, ReportFinding } from '../../src/model/report/report-schema.ts';
import { sampleReport } from './report-cases.ts';

const letters = { critical: 'C', important: 'I', suggestion: 'S' };

/** The sample with so many findings, in report order, each with a ledger row. */
export function manyFindings(count: number): Report {
  const numbers = { critical: 0, important: 0, suggestion: 0 };
  const findings = Array.from({ length: count }, (_, index): ReportFinding => {
    const finding = sampleReport.findings[index % sampleReport.findings.length] as ReportFinding;
    return finding;
  })
    .toSorted((a, b) => letters[a.severity].localeCompare(letters[b.severity]))
    .map((finding) => ({ ...finding, id: `${letters[finding.severity]}${++numbers[finding.severity]}` }));
  return {
    ...sampleReport,
    findings,
    ledger: findings.map((finding) => ({
      agent: finding.raisedBy[0]?.agent ?? 'codex',
      id: finding.id,
      severity: finding.severity,
      title: finding.title,
      finalId: finding.id,
      outcome: 'kept',
      reason: 'stands',
    })),
  };
}
