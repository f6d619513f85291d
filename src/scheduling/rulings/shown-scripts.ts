import type { TeamMember } from '../../agents/team/team.ts';
import { canBeJudged } from '../../brief/adjudicator/tell-proof.ts';
import { mostTelling, nameOfScript } from '../../consolidation/proofs/most-telling.ts';
import type { SettledFinding } from '../../consolidation/rulings/settled-finding.ts';
import type { Proof } from '../../model/proof.ts';
import type { ProofDesk } from '../proofs/proof-desk.ts';
import type { ProverDesk } from '../proofs/prover-desk.ts';

/** Whoever writes and runs scripts in a review; null where nobody does. */
export interface ScriptDesks {
  readonly proofs: ProofDesk | null;
  readonly provers: ProverDesk | null;
}

const keysOf = ({ cluster }: SettledFinding): string[] => cluster.findings.map((finding) => finding.key);

/** What scripts have shown so far of a finding. */
function shownOf(finding: SettledFinding, { proofs }: ScriptDesks): Proof[] {
  const keys = new Set(keysOf(finding));
  return (proofs?.shown() ?? []).filter((proof) => keys.has(proof.finding));
}

/** Whether a script of a finding is being written or runs. */
export function isProofPending(finding: SettledFinding, { proofs, provers }: ScriptDesks): boolean {
  const keys = keysOf(finding);
  return proofs?.isPending(keys) === true || provers?.isPending(keys) === true;
}

/** Families that wrote scripts for a finding. */
export function familiesOfScripts(
  finding: SettledFinding,
  team: readonly TeamMember[],
  desks: ScriptDesks,
): Set<string> {
  const authors = new Set<string | null>(shownOf(finding, desks).map(({ author }) => author));
  return new Set(team.flatMap(({ agent }) => (authors.has(agent.name) ? [agent.family] : [])));
}

/** The script of a finding that somebody has to judge; null where there is none. */
export function scriptToJudge(finding: SettledFinding, desks: ScriptDesks): string | null {
  const proof = mostTelling(shownOf(finding, desks), new Set(keysOf(finding)));
  return proof !== null && canBeJudged(proof) ? nameOfScript(proof) : null;
}
