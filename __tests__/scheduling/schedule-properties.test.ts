import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Severity } from '../../src/model/answers/review-schema.ts';
import { settleReviews } from '../../src/review/straight-line.ts';
import { buildReview, buildReviewFinding, buildRuling } from '../helpers/agent-run.ts';
import { conductScripted, type Script } from '../helpers/scripted-review.ts';

/** More runs than four agents can use. */
const enough = 60;
const names = ['claude', 'codex', 'gemini', 'qwen'];

interface AgentPlan {
  readonly reviewMs: number;
  readonly rulingMs: number;
  readonly severities: readonly Severity[];
  readonly fails: 'never' | 'reviewing' | 'ruling';
}

const agentPlan: fc.Arbitrary<AgentPlan> = fc.record({
  reviewMs: fc.integer({ min: 1_000, max: 900_000 }),
  rulingMs: fc.integer({ min: 1_000, max: 200_000 }),
  severities: fc.array(fc.constantFrom('critical', 'important', 'suggestion'), { maxLength: 6 }),
  fails: fc.constantFrom('never', 'never', 'never', 'reviewing', 'ruling'),
});

/** Findings with words and places of their own, so that none are one. */
function scriptOf(agent: string, plan: AgentPlan): Script {
  const findings = plan.severities.map((severity, index) =>
    buildReviewFinding({
      severity,
      title: `${agent} ${'abcdef'[index]}${index} ${agent.repeat(index + 1)}`,
      explanation: `${agent}-${index} `.repeat(5),
      path: 'src/worker.ts',
      startLine: 1,
      endLine: 1,
    }),
  );
  return ({ role, subjects }) => {
    const durationMs = role === 'reviewer' ? plan.reviewMs : plan.rulingMs;
    if (plan.fails === (role === 'reviewer' ? 'reviewing' : 'ruling'))
      return { durationMs, outcome: 'crashed', answer: null };
    if (role === 'reviewer') return { durationMs, answer: JSON.stringify(buildReview({ findings })) };
    const rulings = Object.keys(subjects)
      .filter((id) => id.startsWith('F'))
      .map((candidate) => buildRuling({ candidate }));
    const pairs = Object.keys(subjects)
      .filter((id) => id.startsWith('P'))
      .map((pair) => ({ pair, same: false, reason: '' }));
    return { durationMs, answer: JSON.stringify({ rulings, pairs }) };
  };
}

test('any schedule ends, keeps its limits, and has all that matters ruled on by who can', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(agentPlan, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 8 }),
      fc.oneof(fc.constant(enough), fc.integer({ min: 1, max: 12 })),
      async (plans, maxParallel, maxRuns) => {
        const scripts = Object.fromEntries(
          plans.map((plan, index) => [names[index] ?? '', scriptOf(names[index] ?? '', plan)]),
        );
        const review = await conductScripted(scripts, {
          limits: { 'max-parallel': maxParallel, 'max-runs': maxRuns },
          inputs: { 'total-timeout-minutes': '1440' },
        });
        expect(review.runs.length).toBeLessThanOrEqual(maxRuns);
        for (const { startMs: at } of review.schedule) {
          const parallel = review.schedule.filter(({ startMs, endMs }) => startMs <= at && at < endMs);
          expect(parallel.length).toBeLessThanOrEqual(maxParallel);
        }
        const { ledger, findings } = settleReviews(review.recording);
        const raised = plans
          .filter(({ fails }) => fails !== 'reviewing')
          .flatMap(({ severities }) => severities);
        if (maxRuns === enough) expect(ledger).toHaveLength(raised.length);
        const canRule = plans.flatMap(({ fails }, index) => (fails === 'never' ? [names[index]] : []));
        for (const finding of findings) {
          const others = canRule.filter((name) => !finding.raisedBy.some(({ agent }) => agent === name));
          if (maxRuns !== enough || finding.severity === 'suggestion' || others.length === 0) continue;
          expect(finding.ruling.value).toBe('confirmed');
        }
      },
    ),
    { numRuns: 30 },
  );
});
