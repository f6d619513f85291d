import type { Kind, Severity } from '../../model/answers/review-schema.ts';
import type { RulingValue } from '../../model/answers/ruling.ts';
import type { RaisedPlace, ReportEvidence, ReportFinding } from '../../model/report/report-schema.ts';
import type { Cluster } from '../clustering/cluster.ts';
import type { SettledProof } from '../proofs/settled-proof.ts';

/** What all rulings on a cluster add up to. */
export interface SettledRuling {
  readonly value: RulingValue;
  /** Agents whose rulings made the value; empty when nobody's did. */
  readonly by: readonly string[];
  /** Why, for people; null when nobody ruled. */
  readonly reason: string | null;
  readonly evidence: readonly ReportEvidence[];
  /** False where no independent ruling held: then the verdict takes the finding as unverified, whatever the value. */
  readonly isSettled: boolean;
  /** Whether it rests on evidence that code found: only then a confirmation counts towards `rework`. */
  readonly isProven: boolean;
}

/** A finding of a cluster that counts no more, although others of it do. */
export interface FallenMember {
  readonly key: string;
  /** Who refuted it. */
  readonly by: readonly string[];
}

/** A cluster with what became of it. */
export interface SettledFinding {
  /** `C1…`, `I1…`, `S1…` in report order; `R1…` for refuted and declined ones. */
  readonly id: string;
  readonly cluster: Cluster;
  readonly severity: Severity;
  readonly kind: Kind | null;
  /** What it was raised as, where the ruling changed it; else null. */
  readonly severityBefore: Severity | null;
  readonly kindBefore: Kind | null;
  readonly ruling: SettledRuling;
  /** Findings of the cluster that were refuted while another one stands. */
  readonly fallen: readonly FallenMember[];
  readonly fingerprint: string;
  /** Its fingerprints in earlier rounds. */
  readonly formerFingerprints: readonly string[];
  readonly state: ReportFinding['state'];
  readonly declinedReason: string | null;
  /** What the last round called it. */
  readonly previousIds: readonly string[];
  /** The last round's finding, where it still blocks although nobody raised it again: it has no raw finding in this round. */
  readonly carried: ReportFinding | null;
  /** Where else earlier rounds raised it; absent where nowhere. */
  readonly raisedBefore?: readonly RaisedPlace[];
  /** What running its script showed; absent where it has none. */
  readonly proof?: SettledProof;
  /** Whether it blocks although it comes late; absent where it does not come late. */
  readonly late?: 'blocks' | 'spared';
  /** It was ruled on in the last round, and nothing that it rests on changed: nobody need be asked again. */
  readonly isAsBefore?: boolean;
}

/** Whether it is neither refuted nor declined. */
export function isStanding(finding: Pick<SettledFinding, 'ruling' | 'state'>): boolean {
  return finding.ruling.value !== 'refuted' && finding.state !== 'declined';
}
