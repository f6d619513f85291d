import { type Severity, severityRank } from '../../model/answers/review-schema.ts';
import type { Finding } from '../../model/finding.ts';
import { isProven } from '../../model/report/proof-terms.ts';
import type { Report } from '../../model/report/report-schema.ts';
import { agentTitle, countOf, joinTitles } from '../../model/report/wording.ts';
import { isStanding, type SettledFinding } from '../rulings/settled-finding.ts';
import { wordList } from './wording.ts';

/** One raw finding of an agent with what became of it. */
export type LedgerRow = Report['ledger'][number];

/**
 * The ledger: a row for every raw finding, in the order they were read.
 * @throws {Error} when a finding is lost, doubled or kept twice: that is a bug of ours, and a report must not hide it.
 */
export function keepLedger(findings: readonly Finding[], settled: readonly SettledFinding[]): LedgerRow[] {
  const settledOf = new Map<string, SettledFinding>();
  const raised = settled.filter((one) => one.carried === null);
  for (const one of raised) {
    for (const { key } of one.cluster.findings) {
      if (settledOf.has(key))
        throw new Error(`finding ${key} is in ${settledOf.get(key)?.id} and in ${one.id}`);
      settledOf.set(key, one);
    }
  }
  const rows = findings.map((finding) => {
    const final = settledOf.get(finding.key);
    if (final === undefined) throw new Error(`finding ${finding.key} was lost`);
    return rowOf(finding, final);
  });
  checkTotals(rows, raised);
  return rows;
}

function rowOf(finding: Finding, final: SettledFinding): LedgerRow {
  const { agent, id, severity, title } = finding;
  const { outcome, reason } = outcomeOf(finding, final);
  return { agent, id, severity, title, finalId: final.id, outcome, reason };
}

function outcomeOf(finding: Finding, final: SettledFinding): Pick<LedgerRow, 'outcome' | 'reason'> {
  if (final.state === 'declined')
    return { outcome: 'declined', reason: final.declinedReason ?? 'Declined earlier.' };
  const fallen = final.fallen.find(({ key }) => key === finding.key);
  if (fallen)
    return {
      outcome: 'refuted',
      reason: `Refuted by ${joinTitles(fallen.by)}; the rest of ${final.id} stands.`,
    };
  if (final.ruling.value === 'refuted')
    return { outcome: 'refuted', reason: `Refuted by ${joinTitles(final.ruling.by)}.` };
  const lead = final.cluster.findings[0];
  const moved = severityMove(finding, final);
  if (lead === undefined || lead.key === finding.key)
    return { outcome: 'kept', reason: `Stands as ${final.id}${moved}${shownWords(final)}.` };
  return {
    outcome: 'merged',
    reason: `One with ${agentTitle(lead.agent)} ${lead.id}, as ${final.id}${moved}.`,
  };
}

function shownWords({ proof }: SettledFinding): string {
  return proof !== undefined && isProven(proof.proof.status) && proof.review === 'confirmed'
    ? `, shown by a script of ${agentTitle(proof.proof.author)}`
    : '';
}

function severityMove(finding: Finding, final: SettledFinding): string {
  const { severity, severityBefore, ruling, cluster } = final;
  if (finding.severity === severity) return '';
  const direction = directionOf(finding.severity, severity);
  const isRuled = severityBefore !== null && directionOf(severityBefore, severity) === direction;
  const isSaid = cluster.findings.some((one) => one.severity === (severityBefore ?? severity));
  const cause = isRuled ? joinTitles(ruling.by) : isSaid ? 'the severest wording' : 'the last round';
  return `, ${direction} from ${finding.severity} to ${severity} by ${cause}`;
}

const directionOf = (from: Severity, to: Severity): 'lowered' | 'raised' =>
  severityRank(from) < severityRank(to) ? 'lowered' : 'raised';

function checkTotals(rows: readonly LedgerRow[], settled: readonly SettledFinding[]): void {
  const standing = settled.filter(isStanding);
  const kept = rows.filter((row) => row.outcome === 'kept').length;
  const raised = settled.reduce((sum, one) => sum + one.cluster.findings.length, 0);
  if (kept !== standing.length || raised !== rows.length) {
    throw new Error(
      `the ledger does not add up: ${rows.length} raw findings, ${raised} of them settled; ${standing.length} stand, ${kept} were kept`,
    );
  }
}

/** How raw findings became final ones, in one paragraph. */
export function reconcile(rows: readonly LedgerRow[], settled: readonly SettledFinding[]): string {
  if (rows.length === 0) return 'No agent raised a finding.';
  const count = (outcome: LedgerRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  const agents = new Set(rows.map((row) => row.agent)).size;
  const parts = [
    `${count('kept')} kept`,
    `${count('merged')} merged into one of these`,
    `${count('refuted')} refuted`,
    `${count('declined')} declined`,
  ];
  const moves = settled
    .filter((one) => isStanding(one) && one.severityBefore !== null)
    .map((one) => `${one.id} from ${one.severityBefore} to ${one.severity}`);
  const moved = moves.length === 0 ? 'No ruling changed a severity.' : `Rulings moved ${wordList(moves)}.`;
  return `${countOf(rows.length, 'raw finding')} of ${countOf(agents, 'agent')}: ${wordList(parts)}. ${moved}`;
}
