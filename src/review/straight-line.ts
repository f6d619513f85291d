import { createAgentRunner } from '../agents/runs/run-agent.ts';
import { assembleTeam, type TeamMember } from '../agents/team/team.ts';
import { writeBriefs } from '../brief/reviewer/write-briefs.ts';
import { nameEnds } from '../change/ends/name-ends.ts';
import { readHouseRules } from '../change/files/house-rules.ts';
import { rulesFrom } from '../config/rules.ts';
import { anchorFindings } from '../consolidation/anchor-findings.ts';
import { clusterFindings } from '../consolidation/clustering/cluster.ts';
import { composeReport } from '../consolidation/composing/compose-report.ts';
import { carryFindings } from '../consolidation/rounds/carry-findings.ts';
import { applyRulings } from '../consolidation/rulings/apply-rulings.ts';
import { buildCoverage } from '../consolidation/verdict/coverage.ts';
import { countReviewers, unreadReviewers } from '../consolidation/verdict/valid-reviewers.ts';
import { decideVerdict } from '../consolidation/verdict/verdict.ts';
import { readReviews } from '../findings/read-reviews.ts';
import type { Ports } from '../model/ports.ts';
import type { Recording } from '../model/recording.ts';
import type { Report } from '../model/report/report-schema.ts';
import type { DeclinedFinding } from '../model/rules.ts';
import type { ToolResults } from '../model/tool-result.ts';
import type { ConductedReview } from '../scheduling/conduct-request.ts';
import { conductReview } from '../scheduling/conduct-review.ts';
import { gatherResults } from '../tools/gather-results.ts';
import { openProver } from './open-prover.ts';
import { type Reading, type ReadRequest, readRequest } from './read-request.ts';
import { type RoundTerms, readScope } from './read-scope.ts';
import { recordReview } from './record-review.ts';

/** A review: what it is about, and what is known beside the change. */
export interface ReviewRequest extends ReadRequest {
  /** What git tells of it, where it is asked already. */
  readonly reading?: Promise<Reading>;
  /** Number of this review of the pull request, and the report of the last one. */
  readonly round: number;
  readonly previous: Report | null;
  /** What rounds need to be incremental; absent where every round is whole. */
  readonly rounds?: RoundTerms | null;
  /** There was a last round, or may have been, and it cannot be known. */
  readonly isLastRoundLost?: boolean;
  /** What other checks said of the head; absent where nobody asked. */
  readonly checks?: ToolResults;
  /** Findings declined elsewhere than in the configuration: by people with write access, in comments. */
  readonly declined: readonly DeclinedFinding[];
  /** Who reviews, where that is known already. */
  readonly team?: readonly TeamMember[] | null;
  /** The number of the only part of a large change to be reviewed, from 1; null for all of it. */
  readonly shard?: number | null;
  /** What went less than well before the review began, for the report. */
  readonly notes: readonly string[];
  /** What is there and not reviewed, in a sentence for the person who waits. */
  readonly leftOut?: Promise<string>;
  /** Directory that gets `raw/`. */
  readonly outputDirectory: string;
}

/** The first half of the straight line, with all its input and output: everything up to the last agent's answer. */
export async function gatherReviews(request: ReviewRequest, ports: Ports): Promise<Recording> {
  const { inputs, previous } = request;
  const reading = await (request.reading ?? readRequest(request, ports));
  const { startedAt, revisions, configuration, instructions, change } = reading;
  ports.log.info(`${await nameEnds(revisions, change)} ${(await request.leftOut) ?? ''}`.trim());
  const team = request.team ?? (await assembleTeam(inputs, configuration, ports));
  const reviewers = team.filter(({ reviews, agent }) => reviews && agent.type === 'cli').length;
  const houseRules = await readHouseRules(configuration['house-rules'], change, revisions);
  const tools = await gatherResults(
    change,
    configuration.sarif,
    request.checks ?? { results: [], notes: [] },
    request.change.directory,
    startedAt,
  );
  const scope = await readScope(request, { change, revisions, team, houseRules });
  const guidance = { instructions, houseRules, previous, reviewers, tools: tools.lines, scope };
  const briefs = writeBriefs(change, configuration, guidance);
  const rules = rulesFrom(inputs, configuration, request.declined);
  const prover = await openProver(inputs, reading, ports);
  const runner = createAgentRunner({ change, revisions, outputDirectory: request.outputDirectory, ports });
  const record = (conducted: ConductedReview): Promise<Recording> =>
    recordReview(conducted, { request, reading, team, tools, scope, runner, rules }, ports);
  try {
    return await record(
      await conductReview({
        briefs,
        shard: request.shard ?? null,
        given: tools.record === null ? [] : [tools.record.run],
        prover,
        team,
        change,
        revisions,
        configuration,
        rules,
        runner,
        inputs,
        previous,
        round: request.round,
        scope,
        startedAt,
        ports,
        editing: { record, settle: settleReviews },
      }),
    );
  } finally {
    await Promise.all([runner.close(), prover?.close()]);
  }
}

/** The second half, pure: the same recording gives the same report, byte for byte. */
export function settleReviews(recording: Recording): Report {
  const reviews = readReviews(recording.runs);
  const findings = anchorFindings(reviews, recording);
  const clusters = clusterFindings([...findings, ...carryFindings(recording)], recording.runs);
  const settled = applyRulings(clusters, recording);
  const coverage = buildCoverage(recording, reviews, findings);
  const verdict = decideVerdict({
    findings: settled,
    quorum: countReviewers(reviews, recording),
    unread: unreadReviewers(reviews),
    hasReviewable: recording.change.files.some((file) => file.class === 'reviewed'),
    uncovered: coverage.files.filter((file) => file.uncovered).map((file) => file.path),
    isLastRoundLost: recording.review.isLastRoundLost,
    rules: recording.rules,
  });
  return composeReport({ recording, reviews, findings, settled, coverage, verdict });
}
