import { expect, test } from 'vitest';
import type { TeamMember } from '../../../src/agents/team/team.ts';
import { settleReviews } from '../../../src/review/straight-line.ts';
import { createSpareRuns } from '../../../src/scheduling/early/spare-runs.ts';
import { buildReview, buildReviewFinding, buildRun } from '../../helpers/agent-run.ts';
import { buildBrief } from '../../helpers/brief.ts';
import { conductScripted, scriptedAgent } from '../../helpers/scripted-review.ts';

const answer = (...severities: ('important' | 'suggestion')[]) =>
  JSON.stringify(buildReview({ findings: severities.map((severity) => buildReviewFinding({ severity })) }));

test('rulings on suggestions stop when the last reviewer has ended, and those who gave them did not fail', async () => {
  const review = await conductScripted({
    claude: scriptedAgent(60_000, answer('suggestion')),
    codex: scriptedAgent(80_000, answer()),
    gemini: scriptedAgent(50_000, answer()),
  });
  const ruling = review.runs.find(({ role }) => role === 'adjudicator');
  expect(ruling).toMatchObject({
    outcome: 'cancelled',
    isSetAside: true,
    reason: 'All reviewers had ended, and nothing hung on its answer.',
  });
  expect(review.wallClockMs).toBeLessThan(83_000);
  const report = settleReviews(review.recording);
  expect(report.agents.every(({ outcome }) => outcome === 'completed')).toBe(true);
  expect(report.recommendations.join()).not.toContain('failed');
  expect(report.findings[0]?.ruling).toMatchObject({ value: 'unverified', reason: null });
});

test('a run that was stopped did not fail, whatever is added to its reason', () => {
  const spare = createSpareRuns();
  const [stopped, other] = [buildBrief(), buildBrief()];
  spare.stop({ member: {} as TeamMember, brief: stopped, isSpare: true });
  const run = buildRun({ outcome: 'cancelled', reason: `${spare.stops(stopped)} Its sandbox hides /opt.` });
  expect(spare.judge(run, stopped).isSetAside).toBe(true);
  expect(spare.judge(run, other).isSetAside).toBeUndefined();
  expect(spare.judge({ ...run, outcome: 'completed' }, stopped).isSetAside).toBeUndefined();
});
