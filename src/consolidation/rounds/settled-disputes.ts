import { severityRank } from '../../model/answers/review-schema.ts';
import type { Recording } from '../../model/recording.ts';
import type { ReportFinding } from '../../model/report/report-schema.ts';
import { sayOfOthers } from '../clustering/told-apart.ts';
import type { SettledFinding } from '../rulings/settled-finding.ts';
import { pathsOf } from './keep-scope.ts';
import type { IsUnchanged } from './unchanged-ground.ts';

/** A finding before it has its number. */
type Settled = Omit<SettledFinding, 'id'>;

/** Refutations that rest on a citation which code found: they may outlive their round. */
export const isSettledDispute = ({ state, ruling }: ReportFinding): boolean =>
  state !== 'declined' &&
  ruling.value === 'refuted' &&
  ruling.by.length > 0 &&
  ruling.evidence.some((entry) => entry.kind === 'citation' && entry.checked);

/**
 * Lets an earlier refutation with a citation stand where the very finding is raised again, no worse than it was refuted, nobody ruled
 * on it anew, and nothing changed in any file that the dispute was about. A ruling of the last round on a finding that stands unchanged
 * is marked as such, since nobody need be asked again.
 */
export function keepDisputesSettled(
  findings: readonly Settled[],
  { previous }: Pick<Recording, 'previous'>,
  isUnchanged: IsUnchanged | null,
): Settled[] {
  if (previous === null || isUnchanged === null) return [...findings];
  const disputes = previous.refuted.filter(
    (known) => isSettledDispute(known) && pathsOf(known).every(isUnchanged),
  );
  return findings.map((finding) => {
    const { carried, ruling, cluster } = finding;
    if (carried !== null) {
      const { path } = carried.anchor;
      const isAsBefore =
        carried.state !== 'unknown' && carried.ruling.by.length > 0 && (path === null || isUnchanged(path));
      return isAsBefore ? { ...finding, isAsBefore } : finding;
    }
    const [lead] = cluster.findings;
    const dispute = disputes.find(
      (known) =>
        known.fingerprint === finding.fingerprint && (lead === undefined || !sayOfOthers(lead, known)),
    );
    if (dispute === undefined || ruling.by.length > 0 || cluster.findings.length > 1) return finding;
    const refutedAs = dispute.ruling.severityBefore ?? dispute.severity;
    if (severityRank(finding.severity) < severityRank(refutedAs)) return finding;
    const { value, by, reason, evidence } = dispute.ruling;
    const since = `Refuted in round ${previous.review.round}; nothing that this rests on changed since.`;
    return {
      ...finding,
      isAsBefore: true,
      ruling: {
        value,
        by,
        evidence,
        reason: [since, reason].filter(Boolean).join(' '),
        isSettled: true,
        isProven: true,
      },
    };
  });
}
