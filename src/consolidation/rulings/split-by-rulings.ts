import { severityRank } from '../../model/answers/review-schema.ts';
import type { Finding } from '../../model/finding.ts';
import { type Cluster, clusterOf } from '../clustering/cluster.ts';
import type { SplitCluster } from '../rounds/carry-findings.ts';
import type { Ruling } from './collect-rulings.ts';
import { isIndependent, settleRuling, supportingRulings } from './settle-ruling.ts';
import { settleSeverity } from './settle-severity.ts';

/**
 * Splits a cluster whose findings were put to adjudicators separately, or not at all, where their rulings differ: what makes a finding
 * milder holds only for what the adjudicators saw, since a likeness of words refutes nothing. What is ruled on alike stays one, and so
 * does a cluster that no ruling makes milder. What the last round knows goes with the part that still stands.
 */
export function splitByRulings(split: SplitCluster, rulings: readonly Ruling[]): SplitCluster[] {
  const { cluster } = split;
  const parts = partsOf(cluster, rulings);
  if (parts.length === 1) return [split];
  const outcomes = parts.map((part) => ({ part, outcome: outcomeOf(clusterOf(part), rulings) }));
  const milder = new Set(outcomes.flatMap(({ outcome }) => (outcome?.isMilder ? [outcome.name] : [])));
  const groups = new Map<string, Finding[]>();
  for (const { part, outcome } of outcomes) {
    const name = outcome !== null && milder.has(outcome.name) ? outcome.name : stands;
    groups.set(name, [...(groups.get(name) ?? []), ...part]);
  }
  const [first] = groups.keys();
  if (groups.size === 1) return [split];
  const heir = groups.has(stands) ? stands : first;
  return [...groups].map(([name, findings]) => {
    const kept = clusterOf(cluster.findings.filter((finding) => findings.includes(finding)));
    return name === heir
      ? { ...split, cluster: kept }
      : { cluster: kept, previous: [], remembered: [], carried: null };
  });
}

/** The part of a cluster that no ruling makes milder, with what nobody ruled on. */
const stands = 'stands';

/** Findings that some independent ruling took together; those without one are parts of their own. */
function partsOf({ findings, key }: Cluster, rulings: readonly Ruling[]): Finding[][] {
  let parts = findings.map((finding) => [finding]);
  for (const ruling of rulings) {
    if (!isIndependent(ruling, { findings, key })) continue;
    const isTogether = (part: readonly Finding[]) =>
      part.some((finding) => ruling.subjects.includes(finding.key));
    const together = parts.filter(isTogether).flat();
    if (together.length > 1) parts = [together, ...parts.filter((part) => !isTogether(part))];
  }
  return parts;
}

/** What independent rulings make of a part; milder is what is less than an unverified finding as it was raised. Null without any. */
function outcomeOf(
  part: Cluster,
  rulings: readonly Ruling[],
): { readonly name: string; readonly isMilder: boolean } | null {
  const own = rulings.filter((ruling) =>
    part.findings.some((finding) => ruling.subjects.includes(finding.key)),
  );
  if (!own.some((ruling) => isIndependent(ruling, part))) return null;
  const ruling = settleRuling(part, own);
  if (ruling.value === 'refuted' || (ruling.value === 'plausible' && ruling.isSettled))
    return { name: ruling.value, isMilder: true };
  const settled = settleSeverity(part.findings, ruling, supportingRulings(part, own));
  const { severity, severityBefore, kind, kindBefore } = settled;
  if (kind === 'pre-existing') return { name: 'pre-existing', isMilder: kindBefore !== null };
  const isLower = severityBefore !== null && severityRank(severity) > severityRank(severityBefore);
  return { name: `${ruling.value} ${severity}`, isMilder: isLower };
}
