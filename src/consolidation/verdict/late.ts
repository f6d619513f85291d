import type { Recording } from '../../model/recording.ts';
import { isProven } from '../../model/report/proof-terms.ts';
import { voicesOf } from '../clustering/cluster.ts';
import type { IsUnchanged } from '../rounds/unchanged-ground.ts';
import type { SettledFinding } from '../rulings/settled-finding.ts';

/** What decides of a late finding. */
export type LateBasis = Pick<Recording, 'rules' | 'previous'> & {
  readonly review: Pick<Recording['review'], 'round'>;
};

type Judged = Pick<
  SettledFinding,
  'cluster' | 'severity' | 'ruling' | 'state' | 'previousIds' | 'carried' | 'proof'
>;

/** From this round on a late finding must be critical besides. */
const strictFrom = 4;

/**
 * Judges a finding that comes late: new in a later round, of nothing that changed since the last one and of nothing that a change
 * touches. It blocks only where another family confirmed it with evidence, or raised it too, or a script proved it, and from round 4 on only
 * where it is critical as well, or proven. Absent where it does not come late: what names no place may be about anything.
 * @param isUnchanged null where nothing is known to be.
 */
export function judgeLate(
  finding: Judged,
  { rules, review, previous }: LateBasis,
  isUnchanged: IsUnchanged | null,
): Pick<SettledFinding, 'late'> {
  if (isUnchanged === null || rules.late === undefined) return {};
  if (!isNew(finding) && !wasSpared(finding, previous)) return {};
  const places = finding.cluster.findings.map(({ anchor, places, evidence }) => [
    ...(anchor.path === null ? [] : [anchor.path]),
    ...places.map(({ path }) => path),
    ...evidence.flatMap(({ path }) => (path === null ? [] : [path])),
  ]);
  if (places.some((paths) => paths.length === 0 || !paths.every(isUnchanged))) return {};
  return { late: mayBlock(finding, rules.late, review.round) ? 'blocks' : 'spared' };
}

const isNew = ({ state, carried }: Judged): boolean => state === 'new' && carried === null;

/** What came late before does so still, as long as its ground is as it was; what blocked never does. */
function wasSpared({ state, previousIds }: Judged, previous: LateBasis['previous']): boolean {
  if (state === 'declined' || previousIds.length === 0) return false;
  return previousIds.every((id) => previous?.findings.find((known) => known.id === id)?.late === 'spared');
}

function mayBlock(
  { cluster, ruling, severity, proof }: Judged,
  late: 'confirmed' | 'report' | 'block',
  round: number,
): boolean {
  if (late !== 'confirmed') return late === 'block';
  if (proof?.review === 'confirmed' && isProven(proof.proof.status)) return true;
  const isConfirmed = ruling.value === 'confirmed' && ruling.isProven && ruling.by.length > 0;
  return (isConfirmed || isAgreed(cluster)) && (round < strictFrom || severity === 'critical');
}

/** Whether two families point at lines that code found: nobody is left then who could rule on it. */
const isAgreed = ({ findings }: Judged['cluster']): boolean =>
  voicesOf(findings.filter(({ anchor: { status } }) => status === 'exact' || status === 'moved')).size > 1;
