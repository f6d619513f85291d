import type { Cluster } from '../../src/consolidation/clustering/cluster.ts';
import type { Finding } from '../../src/model/finding.ts';

/** Clusters of findings with one title, in place of real clustering where a test is not about it. */
export function groupByTitle(findings: readonly Finding[]): Cluster[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    groups.set(finding.title, [...(groups.get(finding.title) ?? []), finding]);
  }
  return [...groups.values()].map((group) => ({
    key: group.map((finding) => finding.key).join('+'),
    findings: group,
  }));
}
