import { readPatch } from '../change/patches/read-patch.ts';
import { rememberedFindings } from '../consolidation/rounds/carry-findings.ts';
import { readReproduction } from '../findings/read-reproduction.ts';
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
  const addPatch = (patch: string | null) => {
    for (const { path } of readPatch(patch ?? '')) add(path);
  };
  for (const { reading } of readReviews(runs)) {
    if (reading.form === 'unreadable') continue;
    for (const finding of reading.review.findings) {
      add(finding.path);
      for (const place of finding.places) add(place.path);
      addPatch(finding.patch);
      addEvidence(finding.evidence);
    }
    for (const request of reading.review.requests) for (const { path } of request.evidence) add(path);
  }
  for (const run of runs) {
    if (run.answer === null) continue;
    if (run.role === 'prover') addPatch(readReproduction(run.answer)?.patch ?? null);
    if (run.role !== 'adjudicator') continue;
    for (const ruling of readRulings(run.answer)?.rulings ?? []) addEvidence(ruling.evidence);
  }
  for (const { anchor, fix } of previous === null ? [] : rememberedFindings(previous)) {
    add(anchor.path);
    addPatch(fix?.patch ?? null);
  }
  return [...paths].sort();
}
