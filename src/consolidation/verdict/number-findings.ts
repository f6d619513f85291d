import { kinds, severities, severityRank } from '../../model/answers/review-schema.ts';
import { isStanding, type SettledFinding } from '../rulings/settled-finding.ts';
import { isBlocking } from './blocking.ts';

/** A settled finding before it has its number. */
export type Unnumbered = Omit<SettledFinding, 'id'>;

const rulingOrder = ['confirmed', 'unverified', 'plausible', 'refuted'] as const;
const letters = { critical: 'C', important: 'I', suggestion: 'S' } as const;

/**
 * Sorts findings as the report shows them and numbers them: standing before refuted and declined; the worst first; then what blocks,
 * what is confirmed, regressions before gaps, and what all its raisers called as bad before what one of them called milder.
 * @param riskiest paths of the change, most risky first.
 */
export function numberFindings(
  findings: readonly Unnumbered[],
  riskiest: readonly string[],
): SettledFinding[] {
  const risk = new Map(riskiest.map((path, index) => [path, index]));
  const ranked = findings.map((finding) => ({ finding, ranks: ranksOf(finding, risk), tie: tieOf(finding) }));
  ranked.sort((a, b) => compareRanks(a.ranks, b.ranks) || (a.tie < b.tie ? -1 : 1));
  const counts: Record<string, number> = {};
  return ranked.map(({ finding }) => {
    const letter = isStanding(finding) ? letters[finding.severity] : 'R';
    const count = (counts[letter] ?? 0) + 1;
    counts[letter] = count;
    return { ...finding, id: `${letter}${count}` };
  });
}

function ranksOf(finding: Unnumbered, risk: ReadonlyMap<string, number>): number[] {
  const { anchor } = leadOf(finding);
  const mildest = Math.max(...finding.cluster.findings.map(({ severity }) => severityRank(severity)));
  return [
    isStanding(finding) ? 0 : 1,
    severityRank(finding.severity),
    isBlocking(finding) ? 0 : 1,
    rulingOrder.indexOf(finding.ruling.value),
    finding.kind === null ? severities.length : kinds.indexOf(finding.kind),
    mildest,
    risk.get(anchor.path ?? '') ?? risk.size,
    anchor.startLine ?? 0,
  ];
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((rank, position) => rank !== b[position]);
  return (a[index] ?? 0) - (b[index] ?? 0);
}

const tieOf = (finding: Unnumbered): string => `${leadOf(finding).anchor.path ?? ''}\n${finding.cluster.key}`;

function leadOf({ cluster }: Unnumbered): Unnumbered['cluster']['findings'][number] {
  const [lead] = cluster.findings;
  if (lead === undefined) throw new Error(`cluster ${cluster.key} has no findings`);
  return lead;
}
