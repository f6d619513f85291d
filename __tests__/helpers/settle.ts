import { anchorFindings } from '../../src/consolidation/anchor-findings.ts';
import { composeReport } from '../../src/consolidation/composing/compose-report.ts';
import { carryFindings } from '../../src/consolidation/rounds/carry-findings.ts';
import { applyRulings } from '../../src/consolidation/rulings/apply-rulings.ts';
import { countReviewers } from '../../src/consolidation/verdict/valid-reviewers.ts';
import { decideVerdict } from '../../src/consolidation/verdict/verdict.ts';
import { readReviews } from '../../src/findings/read-reviews.ts';
import type { Recording } from '../../src/model/recording.ts';
import type { Report } from '../../src/model/report/report-schema.ts';
import type { AgentRun } from '../../src/model/run.ts';
import { groupByTitle } from './cluster.ts';
import { buildRecording } from './recording.ts';

/** The report of some runs, findings clustered by title and every file covered: settling without what other tests are about. */
export function settleForTest(runs: readonly AgentRun[], overrides: Partial<Recording> = {}): Report {
  const recording = buildRecording({ runs, ...overrides });
  const reviews = readReviews(recording.runs);
  const findings = anchorFindings(reviews, recording);
  const settled = applyRulings(groupByTitle([...findings, ...carryFindings(recording)]), recording);
  const verdict = decideVerdict({
    findings: settled,
    quorum: countReviewers(reviews, recording),
    hasReviewable: true,
    uncovered: [],
    isLastRoundLost: false,
    rules: recording.rules,
  });
  const agents = [...new Set(reviews.map(({ run }) => run.agent))].sort();
  const files = recording.change.files.map(({ path, class: fileClass }) => ({
    path,
    class: fileClass,
    status: Object.fromEntries(agents.map((agent) => [agent, 'read' as const])),
    uncovered: false,
  }));
  return composeReport({ recording, reviews, findings, settled, coverage: { agents, files }, verdict });
}
