import type { Proof } from '../../model/proof.ts';

/**
 * What running a script showed of a settled finding. `confirmed`: an adjudicator of another family saw script, outputs and claim, and
 * says that it shows this claim; `disputed`: one says that it does not; `unreviewed`: nobody said.
 */
export interface SettledProof {
  readonly proof: Proof;
  readonly review: 'confirmed' | 'disputed' | 'unreviewed';
  readonly reviewedBy: readonly string[];
}
