import { citation } from '../model/answers/evidence.ts';
import { type Review, type ReviewFinding, severityRank } from '../model/answers/review-schema.ts';
import type { Change, ChangedFile } from '../model/change/change.ts';
import { assessCommits } from './assess-commits.ts';
import type { CheckFinding } from './check.ts';
import type { Inspection } from './run-checks.ts';
import { assessTests } from './tests/assess-tests.ts';

/** The review that an inspection adds up to. */
export function writeReview(change: Change, inspection: Inspection): Review {
  const findings = inspection.findings
    .toSorted((a, b) => severityRank(a.severity) - severityRank(b.severity))
    .map(toReviewFinding);
  const coverage = change.files.map((file) => ({ path: file.path, status: coverageOf(file) }));
  const read = coverage.filter((file) => file.status === 'read').length;
  return {
    summary: `Fixed rules read the added lines of ${count(read, 'file')} and found ${findings.length === 0 ? 'nothing to report' : count(findings.length, 'finding')}.`,
    findings,
    design: { concerns: [], strengths: [] },
    testing: assessTests(change),
    documentation: '',
    commits: assessCommits(change.commits),
    limitations: [...inspection.limitations],
    coverage,
    requests: [],
  };
}

function toReviewFinding(finding: CheckFinding): ReviewFinding {
  const { path, line, quote } = finding;
  const cited = line === null || quote === null ? [] : [citation(path, line, 'new', quote)];
  return {
    severity: finding.severity,
    kind: finding.kind,
    title: finding.title,
    path,
    startLine: line,
    endLine: finding.endLine ?? line,
    quote,
    explanation: finding.explanation,
    evidence: [...cited, ...(finding.evidence ?? [])],
    fix: finding.fix,
    patch: finding.patch ?? null,
    repro: null,
    mutation: null,
  };
}

/** Rules look at every added line that git shows; a deleted or binary file only has its name and modes. */
function coverageOf(file: ChangedFile): Review['coverage'][number]['status'] {
  if (file.class === 'ignored') return 'skipped';
  return file.binary || file.status === 'deleted' ? 'listed' : 'read';
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
