import { readPatch } from '../change/patches/read-patch.ts';
import { rememberedFindings } from '../consolidation/rounds/carry-findings.ts';
import { pathsOf } from '../consolidation/rounds/keep-scope.ts';
import { isSettledDispute } from '../consolidation/rounds/settled-disputes.ts';
import { readReproduction } from '../findings/read-reproduction.ts';
import { readReviews } from '../findings/read-reviews.ts';
import { readRulings } from '../findings/read-rulings.ts';
import type { ReviewEvidence } from '../model/answers/review-schema.ts';
import type { Report } from '../model/report/report-schema.ts';
import type { Scope } from '../model/report/scope-schema.ts';
import type { AgentRun } from '../model/run.ts';

/**
 * Every path that findings, rulings and the last round's findings point at, as they wrote it; sorted. Where one of them is outside the change,
 * what changed since the last round tells whether that touches it.
 */
export function citedPaths(
  runs: readonly AgentRun[],
  previous: Report | null = null,
  scope?: Scope,
): string[] {
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
  if (previous !== null) {
    for (const { anchor, fix } of rememberedFindings(previous)) {
      add(anchor.path);
      addPatch(fix?.patch ?? null);
    }
    for (const dispute of previous.refuted.filter(isSettledDispute))
      for (const path of pathsOf(dispute)) add(path);
  }
  if (scope?.mode === 'incremental') {
    const inChange = new Set(scope.files.map(({ path }) => path));
    if ([...paths].some((path) => !inChange.has(path))) for (const path of scope.changed) add(path);
  }
  return [...paths].sort();
}
