import { expect, test } from 'vitest';
import { carryFindings } from '../../../src/consolidation/rounds/carry-findings.ts';
import { applyRulings } from '../../../src/consolidation/rulings/apply-rulings.ts';
import type { Scope } from '../../../src/model/report/scope-schema.ts';
import { planRulings } from '../../../src/scheduling/rulings/plan-rulings.ts';
import { buildCitation, buildReviewRun, buildRulingRun } from '../../helpers/agent-run.ts';
import { buildRecording } from '../../helpers/recording.ts';
import { scopeOf } from '../../helpers/scope.ts';
import { settleForTest } from '../../helpers/settle.ts';

const scopeWith = (queue: 'carried' | 'reviewed'): Scope =>
  scopeOf(
    { 'src/queue.ts': queue, 'src/worker.ts': 'reviewed' },
    queue === 'carried' ? [] : ['src/queue.ts'],
  );

const quote = 'const job = this.jobs.shift();';
const refuting = buildRulingRun(
  'codex',
  [
    {
      ruling: 'refuted',
      reason: 'The log in line 4, `this.log(job);`, keeps the job.',
      evidence: [buildCitation('src/queue.ts', 4, 'this.log(job);')],
    },
  ],
  { F1: ['claude/1'] },
);
const before = settleForTest([buildReviewRun('claude', [{ quote }]), refuting]);

function roundTwo(scope: Scope, severity: 'critical' | 'important' = 'important') {
  const runs = [buildReviewRun('gemini', [{ quote, severity }])];
  const recording = buildRecording({ runs, previous: before });
  return settleForTest(runs, { ...recording, review: { ...recording.review, round: 2, scope } });
}

test('the first round refutes it with a citation', () => {
  expect(before.refuted).toHaveLength(1);
});

test('a refutation with a citation holds for the very finding while nothing that it rests on changed', () => {
  const report = roundTwo(scopeWith('carried'));
  expect(report.findings).toEqual([]);
  expect(report.refuted[0]?.ruling).toMatchObject({ value: 'refuted', by: ['codex'] });
  expect(report.refuted[0]?.ruling.reason).toMatch(/^Refuted in round 1; nothing that this rests on changed/);
});

test('it does not hold once the file changed, nor for something graver, nor in a whole round', () => {
  for (const report of [
    roundTwo(scopeWith('reviewed')),
    roundTwo(scopeWith('carried'), 'critical'),
    roundTwo({ ...scopeWith('carried'), mode: 'whole' }),
  ])
    expect(report.findings).toHaveLength(1);
});

test('nobody is asked again about what was ruled on and is as it was', () => {
  const confirmed = settleForTest([
    buildReviewRun('claude', [{ quote }]),
    buildRulingRun('codex', [{ evidence: [buildCitation('src/queue.ts', 3, quote)] }], { F1: ['claude/1'] }),
  ]);
  const asked = (scope: Scope) => {
    const runs = [buildReviewRun('gemini', [])];
    const recording = buildRecording({ runs, previous: confirmed });
    const review = { ...recording.review, round: 2, scope };
    const carried = settleForTest(runs, { ...recording, review });
    expect(carried.findings[0]).toMatchObject({ blocking: true, ruling: { value: 'confirmed' } });
    return planRulings({
      settled: settledOf({ ...recording, review }),
      rulers: [{ agent: 'codex', family: 'codex', running: 0, hasReviewed: true }],
      families: ['codex', 'gemini'],
      asked: [],
      pairs: [],
      freeRuns: 4,
      isReviewing: false,
      mayRuleOnSuggestions: false,
    });
  };
  expect(asked(scopeWith('carried'))).toEqual([]);
  expect(asked(scopeWith('reviewed'))).toHaveLength(1);
});

function settledOf(recording: ReturnType<typeof buildRecording>) {
  return applyRulings(
    carryFindings(recording).map((finding) => ({ key: finding.key, findings: [finding] })),
    recording,
  );
}
