import type { ReviewOfRun } from '../../findings/read-reviews.ts';
import { type Severity, severities, severityRank } from '../../model/answers/review-schema.ts';
import type { Finding } from '../../model/finding.ts';
import type { Proof } from '../../model/proof.ts';
import type { Recording } from '../../model/recording.ts';
import { isProven } from '../../model/report/proof-terms.ts';
import type { Report } from '../../model/report/report-schema.ts';
import type { AgentRun } from '../../model/run.ts';
import { isStanding, type SettledFinding } from '../rulings/settled-finding.ts';
import type { LedgerRow } from './ledger.ts';
import { sumKnown, sumTokens, toMillionth } from './run-totals.ts';

/** How one agent's review did, counted. */
export type RetroRow = Report['retro']['rows'][number];

/** What the retro is counted from. */
export interface RetroBasis {
  readonly recording: Recording;
  readonly reviews: readonly ReviewOfRun[];
  readonly settled: readonly SettledFinding[];
  readonly coverage: Report['coverage'];
}

/** A raw finding, and what it became. */
interface RaisedFinding {
  readonly finding: Finding;
  readonly final: SettledFinding;
  /** Whether another agent raised the same. */
  readonly isShared: boolean;
}

/** One row for every agent that was started as a reviewer, in the team's order; rulings and editing do not count in it. */
export function countRetro({ recording, reviews, settled, coverage }: RetroBasis): RetroRow[] {
  const again = settled.filter((final) => final.carried === null);
  const raisedBy = new Map<string, RaisedFinding[]>(recording.team.map(({ name }) => [name, []]));
  for (const final of again)
    for (const finding of final.cluster.findings)
      raisedBy.get(finding.agent)?.push({ finding, final, isShared: isShared(final) });
  const reviewers = recording.team.filter(({ name }) =>
    recording.runs.some((run) => run.agent === name && run.role === 'reviewer' && run.attempts > 0),
  );
  return reviewers.map(({ name }) => {
    const runs = recording.runs.filter((run) => run.agent === name && run.role === 'reviewer');
    const own = reviews.filter(({ run }) => run.agent === name);
    const raised = raisedBy.get(name) ?? [];
    const hasFallen = ({ finding, final }: RaisedFinding) =>
      final.fallen.some(({ key }) => key === finding.key);
    const standing = raised.filter((one) => isStanding(one.final) && !hasFallen(one));
    const standingFinals = [...new Set(standing.map(({ final }) => final))];
    const confirmed = standing.filter(({ final }) => final.ruling.value === 'confirmed').length;
    const moves = standing.map(
      ({ finding, final }) => severityRank(final.severity) - severityRank(finding.severity),
    );
    const costUsd = sumKnown(runs.map((run) => run.costUsd));
    return {
      agent: name,
      durationMs: spanOf(runs),
      raised: countBySeverity(raised.map(({ finding }) => finding.severity)),
      standing: countBySeverity(standingFinals.map((final) => final.severity)),
      confirmed,
      refuted: raised.filter((one) => one.final.ruling.value === 'refuted' || hasFallen(one)).length,
      downgraded: moves.filter((move) => move > 0).length,
      upgraded: moves.filter((move) => move < 0).length,
      merged: raised.filter(({ isShared }) => isShared).length,
      unique: standingFinals.filter((final) => !isShared(final)).length,
      designObservations: own.reduce((sum, { reading }) => sum + concernsOf(reading), 0),
      filesRead: coverage.files.filter((file) => file.status[name] === 'read').length,
      coverageMisses: coverageMisses(name, again, coverage),
      tokens: sumTokens(runs),
      costUsd,
      toolCalls: sumKnown(runs.map((run) => run.toolCalls)),
      costPerConfirmedUsd: costUsd === null || confirmed === 0 ? null : toMillionth(costUsd / confirmed),
      ...(recording.proofs !== undefined && { scripts: countScripts(recording.proofs, name) }),
    };
  });
}

/** What could not run showed nothing either way. */
function countScripts(proofs: readonly Proof[], agent: string): NonNullable<RetroRow['scripts']> {
  const own = proofs.filter(({ author }) => author === agent);
  const shown = own.filter(({ status }) => isProven(status) || status === 'pre-existing').length;
  const notRun = own.filter(({ status }) => status === 'not-run').length;
  return { tried: own.length, shown, notShown: own.length - shown - notRun };
}

/**
 * Makes sure that the retro and the ledger tell of the same raw findings.
 * @throws {Error} when they do not: that is a bug of ours, and a report must not hide it.
 */
export function checkRetro(rows: readonly RetroRow[], ledger: readonly LedgerRow[]): void {
  const agents = new Set([...rows, ...ledger].map(({ agent }) => agent));
  for (const name of agents) {
    const counted = rows.find(({ agent }) => agent === name)?.raised;
    const listed = countBySeverity(
      ledger.filter(({ agent }) => agent === name).map(({ severity }) => severity),
    );
    if (severities.some((severity) => counted?.[severity] !== listed[severity]))
      throw new Error(
        `the retro does not add up: of ${name} it counts ${JSON.stringify(counted)}, the ledger holds ${JSON.stringify(listed)}`,
      );
  }
}

const isShared = ({ cluster }: SettledFinding): boolean =>
  new Set(cluster.findings.map((finding) => finding.agent)).size > 1;

/** From the first start to the last end: shards run side by side. */
export function spanOf(runs: readonly AgentRun[]): number {
  if (runs.length === 0) return 0;
  const start = Math.min(...runs.map((run) => run.startedAt));
  return Math.max(...runs.map((run) => run.startedAt + run.durationMs)) - start;
}

function countBySeverity(found: readonly Severity[]): RetroRow['raised'] {
  const [critical = 0, important = 0, suggestion = 0] = severities.map(
    (severity) => found.filter((one) => one === severity).length,
  );
  return { critical, important, suggestion };
}

const concernsOf = (reading: ReviewOfRun['reading']): number =>
  reading.form === 'unreadable' ? 0 : reading.review.design.concerns.length;

/** Files it marked as read that hold another agent's standing finding which it did not raise. */
function coverageMisses(
  agent: string,
  settled: readonly SettledFinding[],
  coverage: Report['coverage'],
): number {
  const missed = new Set(
    settled
      .filter(
        (final) => isStanding(final) && !final.cluster.findings.some((finding) => finding.agent === agent),
      )
      .map((final) => final.cluster.findings[0]?.anchor.path),
  );
  return coverage.files.filter((file) => file.status[agent] === 'read' && missed.has(file.path)).length;
}
