import { rememberedFindings } from '../consolidation/rounds/carry-findings.ts';
import { readReviews } from '../findings/read-reviews.ts';
import { readRulings } from '../findings/read-rulings.ts';
import type { ReviewEvidence } from '../model/answers/review-schema.ts';
import type { Report } from '../model/report/report-schema.ts';
import type { AgentRun } from '../model/run.ts';

/** Every path that findings, rulings and the last round's findings point at, as they wrote it; sorted. */
export function citedPaths(runs: readonly AgentRun[], previous: Report | null = null): string[] {
  const paths = new Set<string>();
  const add = (path: string | null) => {
    if (path !== null && path !== '') paths.add(path);
  };
  const addEvidence = (evidence: readonly ReviewEvidence[]) => {
    for (const { path } of evidence) add(path);
  };
  for (const { reading } of readReviews(runs)) {
    if (reading.form === 'unreadable') continue;
    for (const finding of reading.review.findings) {
      add(finding.path);
      for (const place of finding.places) add(place.path);
      addEvidence(finding.evidence);
    }
    for (const request of reading.review.requests) for (const { path } of request.evidence) add(path);
  }
  for (const run of runs) {
    if (run.role !== 'adjudicator' || run.answer === null) continue;
    for (const ruling of readRulings(run.answer)?.rulings ?? []) addEvidence(ruling.evidence);
  }
  for (const { anchor } of previous === null ? [] : rememberedFindings(previous)) add(anchor.path);
  return [...paths].sort();
}
