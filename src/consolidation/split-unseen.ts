import { severityRank } from '../findings/review-schema.ts';
import { clusterOf, type SplitCluster } from './carried-findings.ts';
import type { Ruling } from './collect-rulings.ts';
import { isIndependent, settleRuling, supportingRulings } from './settle-ruling.ts';
import { type SettledSeverity, settleSeverity } from './settle-severity.ts';
import type { SettledRuling } from './settled-finding.ts';

/**
 * Takes findings that joined a cluster after it was ruled on out of it again where the rulings made it milder: that holds only for what
 * the adjudicators saw, for a likeness of words refutes nothing. Once they are ruled on alike they are one again.
 */
export function splitUnseen(split: SplitCluster, rulings: readonly Ruling[]): SplitCluster[] {
  const { cluster } = split;
  const independent = rulings.filter((ruling) => isIndependent(ruling, cluster));
  const subjects = new Set(independent.flatMap((ruling) => ruling.subjects));
  const seen = cluster.findings.filter((finding) => subjects.has(finding.key));
  const unseen = cluster.findings.filter((finding) => !subjects.has(finding.key));
  if (seen.length === 0 || unseen.length === 0) return [split];
  const seenCluster = clusterOf(seen);
  const ruling = settleRuling(seenCluster, rulings);
  const severity = settleSeverity(seen, ruling, supportingRulings(seenCluster, rulings));
  if (!isMilder(ruling, severity)) return [split];
  return [
    { cluster: seenCluster, previous: [], remembered: [], carried: null },
    { ...split, cluster: clusterOf(unseen) },
  ];
}

/** Whether rulings left less of a finding than an unverified one of the severity and kind that it was raised with. */
function isMilder(ruling: SettledRuling, settled: SettledSeverity): boolean {
  if (ruling.value === 'refuted' || (ruling.value === 'plausible' && ruling.isSettled)) return true;
  const isLower =
    settled.severityBefore !== null && severityRank(settled.severity) > severityRank(settled.severityBefore);
  return isLower || (settled.kind === 'pre-existing' && settled.kindBefore !== null);
}
