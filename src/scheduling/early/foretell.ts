import { candidatesOf } from '../../model/answers/ruling.ts';
import type { Report } from '../../model/report/report-schema.ts';
import type { AgentRun } from '../../model/run.ts';
import { notBegun } from '../ceilings/not-begun.ts';
import type { Job } from '../plan-reviews.ts';

/** The runs of adjudicators that still work as they most often end: everything that was put to them is confirmed as it was raised. */
export function foretellRulings(open: readonly Job[], now: number): AgentRun[] {
  return open
    .filter(({ brief }) => brief.role === 'adjudicator')
    .map((job) => {
      const rulings = candidatesOf(job.brief.subjects).map(([candidate]) => ({
        candidate,
        ruling: 'confirmed',
        severity: null,
        kind: null,
        reason: '',
        missing: null,
        evidence: [],
        repro: null,
      }));
      const answer = JSON.stringify({ rulings, pairs: [] });
      return { ...notBegun(job, '', now), outcome: 'completed', reason: null, answer, attempts: 1 };
    });
}

/**
 * What prose of a report may speak of and rulings may change, as one text: two reports with the same one can have the same prose. Reasons and
 * evidence are left out, and so is what only time changes.
 */
export function outlineOf({ verdict, findings, refuted, retro }: Report): string {
  const { level, rule, blocking } = verdict;
  return JSON.stringify([
    [level, rule, blocking],
    [...findings, ...refuted].map(({ id, severity, kind, state, ruling, raisedBy, fingerprint }) => [
      id,
      fingerprint,
      severity,
      kind,
      state,
      ruling.value,
      raisedBy.map((source) => source.id),
    ]),
    retro.rows.map(({ agent, raised, standing, confirmed, refuted: fell, downgraded, upgraded, merged }) => [
      agent,
      raised,
      standing,
      confirmed,
      fell,
      downgraded,
      upgraded,
      merged,
    ]),
  ]);
}
