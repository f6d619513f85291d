import { isStanding, type SettledFinding } from '../rulings/settled-finding.ts';

/** The part of a settled finding that decides whether it blocks. */
export type Blockable = Pick<SettledFinding, 'severity' | 'kind' | 'ruling' | 'state' | 'cluster'>;

/**
 * Whether a finding stands in the way of merging: a critical that is not refuted, or an important that is confirmed or that nobody
 * could settle. Without a location it must be confirmed; pre-existing, it must be a confirmed critical; declined, it never does.
 */
export function isBlocking(finding: Blockable): boolean {
  if (!isStanding(finding) || finding.severity === 'suggestion') return false;
  const isConfirmed = finding.ruling.value === 'confirmed';
  if (finding.kind === 'pre-existing') return isConfirmed && finding.severity === 'critical';
  if (isConfirmed) return true;
  if (!hasLocation(finding)) return false;
  return finding.severity === 'critical' || !finding.ruling.isSettled;
}

/** Whether code found at least the file that any of its wordings speaks of. */
function hasLocation({ cluster }: Pick<SettledFinding, 'cluster'>): boolean {
  return cluster.findings.some((finding) => finding.anchor.status !== 'unanchored');
}
