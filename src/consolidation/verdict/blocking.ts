import { isStanding, type SettledFinding } from '../rulings/settled-finding.ts';

/** The part of a settled finding that decides whether it blocks. */
export type Blockable = Pick<SettledFinding, 'severity' | 'kind' | 'ruling' | 'state' | 'late'>;

/**
 * Whether a finding stands in the way of merging, with a place or without: a critical that is not refuted, or an important that is
 * confirmed or that nobody could settle. Pre-existing, it must be a confirmed critical; declined, it never does, nor where it comes too late.
 */
export function isBlocking(finding: Blockable): boolean {
  if (!isStanding(finding) || finding.severity === 'suggestion' || finding.late === 'spared') return false;
  const isConfirmed = finding.ruling.value === 'confirmed';
  if (finding.kind === 'pre-existing') return isConfirmed && finding.severity === 'critical';
  return isConfirmed || finding.severity === 'critical' || !finding.ruling.isSettled;
}
