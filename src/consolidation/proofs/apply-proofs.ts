import { type Kind, type Severity, severityRank } from '../../model/answers/review-schema.ts';
import type { Proof } from '../../model/proof.ts';
import { isProven } from '../../model/report/proof-terms.ts';
import type { Report } from '../../model/report/report-schema.ts';
import { joinTitles } from '../../model/report/wording.ts';
import { lastRoundKey } from '../rounds/carry-findings.ts';
import type { Ruling } from '../rulings/collect-rulings.ts';
import { isUnclear } from '../rulings/settle-ruling.ts';
import { worstOf } from '../rulings/settle-severity.ts';
import type { SettledFinding } from '../rulings/settled-finding.ts';
import { byTelling, nameOfScript } from './most-telling.ts';
import type { SettledProof } from './settled-proof.ts';

const kinds: Partial<Record<Proof['status'], Kind>> = {
  'proven-regression': 'regression',
  'proven-defect': 'gap',
  'proven-untested': 'gap',
  'pre-existing': 'pre-existing',
};

/** What is known beside the scripts. */
export interface ProofBasis {
  readonly rulings: readonly Ruling[];
  readonly previous: Report | null;
  /** Of an agent, by its name. */
  readonly familyOf: (agent: string) => string | undefined;
}

/**
 * Applies what scripts showed. A proof that was confirmed makes its finding `confirmed`, whatever agents ruled, and corrects its kind; what
 * agents refuted of several that are one counts again, as grave as it was raised. A
 * script that fails at the merge base too makes it `pre-existing` only where the patch made it pass, since one that always fails
 * shows nothing. Everything else is shown and changes nothing.
 */
export function applyProofs<Settled extends Omit<SettledFinding, 'id'>>(
  findings: readonly Settled[],
  proofs: readonly Proof[] | undefined,
  basis: ProofBasis,
): Settled[] {
  if (proofs === undefined || proofs.length === 0) return [...findings];
  return findings.map((finding) => {
    const settled = proofOf(finding, proofs, basis);
    if (settled === null) return finding;
    return applyProof({ ...finding, proof: settled }, settled, isOfAll(settled, finding, basis.rulings));
  });
}

/** Of a finding's scripts one that was confirmed to prove it; else the most telling one: what is said of one script speaks against no other. */
function proofOf(
  { cluster, previousIds, kind }: Omit<SettledFinding, 'id'>,
  proofs: readonly Proof[],
  basis: ProofBasis,
): SettledProof | null {
  const keys = [...cluster.findings.map((finding) => finding.key), ...previousIds.map(lastRoundKey)];
  const reviewed = byTelling(proofs, new Set(keys)).map((proof) => reviewProof(proof, kind, basis));
  const proving = reviewed.find(({ proof, review }) => review === 'confirmed' && isProven(proof.status));
  return proving ?? reviewed[0] ?? null;
}

/**
 * Only who saw the script, and is of another family than who wrote it, can say what it shows; what was said in the last round holds for
 * its scripts.
 */
function reviewProof(
  proof: Proof,
  kind: Kind | null,
  { rulings, previous, familyOf }: ProofBasis,
): SettledProof {
  const known = previous?.findings.find(({ id }) => lastRoundKey(id) === proof.finding)?.proof;
  if (known !== undefined && known.script === proof.script)
    return { proof, review: known.review, reviewedBy: known.reviewedBy };
  const name = nameOfScript(proof);
  const answers = rulings.filter(
    ({ repro, script, family }) => repro !== null && script === name && family !== familyOf(proof.author),
  );
  // Where the proof would make the finding milder, what is unclear counts as a dispute, and so does one over another script.
  const mayExcuse = proof.status === 'pre-existing' && kind !== 'pre-existing';
  const isDisputed = rulings.some(
    (ruling) =>
      ruling.subjects.includes(proof.finding) &&
      ruling.family !== familyOf(proof.author) &&
      (ruling.repro === 'does-not-show'
        ? mayExcuse || ruling.script === name
        : mayExcuse && isUnclear(ruling)),
  );
  return {
    proof,
    review: answers.length === 0 ? 'unreviewed' : isDisputed ? 'disputed' : 'confirmed',
    reviewedBy: [...new Set(answers.map((ruling) => ruling.agent))].sort(),
  };
}

/** Whether those who say what a script shows were shown all that is said to be older by it: a script of one claim excuses no other one. */
function isOfAll(
  { proof, reviewedBy }: SettledProof,
  { cluster }: Omit<SettledFinding, 'id'>,
  rulings: readonly Ruling[],
): boolean {
  const seen = new Set([
    proof.finding,
    ...rulings.flatMap(({ agent, repro, script, subjects }) =>
      repro === 'shows' && script === nameOfScript(proof) && reviewedBy.includes(agent) ? subjects : [],
    ),
  ]);
  const isOfLastRound = cluster.findings.every(({ key }) => key !== proof.finding);
  return (
    isOfLastRound || cluster.findings.every(({ key, severity }) => severity === 'suggestion' || seen.has(key))
  );
}

function applyProof<Settled extends Omit<SettledFinding, 'id'>>(
  finding: Settled,
  { proof, review, reviewedBy }: SettledProof,
  mayExcuse: boolean,
): Settled {
  // Of a merge base that was not set up nobody knows whether it had the code.
  const isBaseKnown =
    proof.status !== 'proven-defect' || proof.arms.some(({ arm, runs }) => arm === 'base' && runs.length > 0);
  const kind = isBaseKnown ? kinds[proof.status] : finding.kind;
  const isCorrected = proof.status === 'pre-existing' && proof.fix === 'proven' && mayExcuse;
  if (review !== 'confirmed' || kind === undefined || !(isProven(proof.status) || isCorrected))
    return finding;
  const { ruling, fallen } = finding;
  const risen = fallen.find(({ key }) => key === proof.finding);
  const refuters = ruling.value === 'refuted' ? ruling.by : (risen?.by ?? []);
  const contradiction =
    refuters.length > 0
      ? ` ${joinTitles(refuters)} refuted it, which does not stand against an execution.`
      : '';
  const words = [
    `Shown by execution: ${proof.reason}${contradiction} ${joinTitles(reviewedBy)} confirmed that the script shows this claim.`,
    ruling.reason,
  ];
  return {
    ...finding,
    ...(risen !== undefined && severityWith(risen.key, finding)),
    fallen: fallen.filter((member) => member !== risen),
    // It was taken for fixed since it was refuted.
    state: finding.state === 'fixed' ? 'open' : finding.state,
    kind,
    kindBefore: finding.kindBefore ?? (finding.kind === kind ? null : finding.kind),
    ruling: {
      ...ruling,
      value: 'confirmed',
      reason: words.filter((part) => part !== null).join('\n\n'),
      isSettled: true,
      isProven: true,
    },
  };
}

/** The severity of a finding, one of whose wordings counts again. */
function severityWith(
  key: string,
  { severity, severityBefore, cluster }: Omit<SettledFinding, 'id'>,
): Pick<SettledFinding, 'severity' | 'severityBefore'> {
  const raised: Severity[] = cluster.findings.flatMap((finding) =>
    finding.key === key ? finding.severity : [],
  );
  const now = worstOf([severity, ...raised]);
  const isLowered = severityBefore !== null && severityRank(severityBefore) < severityRank(now);
  return { severity: now, severityBefore: isLowered ? severityBefore : null };
}
