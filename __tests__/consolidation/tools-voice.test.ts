import { describe, expect, test } from 'vitest';
import type { ReviewFinding } from '../../src/model/answers/review-schema.ts';
import type { Recording } from '../../src/model/recording.ts';
import type { AgentRun } from '../../src/model/run.ts';
import { settleReviews } from '../../src/review/straight-line.ts';
import { buildRefutation, buildReviewRun, buildRulingRun } from '../helpers/agent-run.ts';
import { buildRecording, buildTeamFacts } from '../helpers/recording.ts';

const whole = { assigned: ['src/queue.ts', 'src/worker.ts'] };
const clean = (agent: string) => buildReviewRun(agent, [], whole);
const raised = (agent: string, finding: Partial<ReviewFinding> = {}) =>
  buildReviewRun(agent, [finding], whole);
const tools = (finding: Partial<ReviewFinding> = {}) => buildReviewRun('tools', [finding]);

/** An adjudicator says that two findings mean the same. */
const sameAs = (...keys: readonly string[]) =>
  buildRulingRun(
    'claude',
    [],
    { P1: keys },
    {
      answer: JSON.stringify({ rulings: [], pairs: [{ pair: 'P1', same: true, reason: 'One cause.' }] }),
    },
  );

/** The report on what agents and tools said; only what is named rules. */
function settle(
  runs: readonly AgentRun[],
  rulers: readonly string[] = [],
  rules: Partial<Recording['rules']> = {},
) {
  const recording = buildRecording({ runs });
  const team = [...new Set(runs.map(({ agent }) => agent))].map((name) =>
    buildTeamFacts(name, name, { reviews: name !== 'tools', rules: rulers.includes(name) }),
  );
  return settleReviews({ ...recording, team, rules: { ...recording.rules, ...rules } });
}

describe('what tools said', () => {
  test('is in the ledger and the report as a source, and no reviewer', () => {
    const report = settle([clean('claude'), tools()]);
    expect(report.ledger).toMatchObject([{ agent: 'tools', outcome: 'kept', finalId: 'I1' }]);
    expect(report.agents.filter(({ reviewer }) => reviewer).map(({ name }) => name)).toEqual(['claude']);
    expect(report.coverage.agents).toEqual(['claude']);
  });

  test('is no review: alone it leaves a change unreviewed', () => {
    expect(settle([tools({ severity: 'suggestion' })], [], { minReviewers: 1 }).verdict).toMatchObject({
      level: 'inconclusive',
      rule: 'too-few-reviewers',
    });
  });

  test('is one with a finding that says the same, and confirms it not', () => {
    const report = settle([raised('claude'), tools(), sameAs('claude/1', 'tools/1')]);
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0]?.raisedBy.map(({ agent }) => agent).sort()).toEqual(['claude', 'tools']);
    expect(report.findings[0]?.ruling.value).toBe('unverified');
  });

  test('leaves two families that agree two', () => {
    const report = settle([raised('claude'), raised('codex'), tools(), sameAs('claude/1', 'codex/1')]);
    expect(report.findings[0]?.ruling).toMatchObject({ value: 'confirmed' });
    expect(report.findings[0]?.ruling.reason).not.toMatch(/tools/);
  });

  test('calls for no rework together with one family, where nobody may rule', () => {
    const finding = { severity: 'critical' } as const;
    const other = { ...finding, title: 'The log holds the password', startLine: 4, endLine: 4 };
    const runs = [
      buildReviewRun('claude', [finding, other], whole),
      buildReviewRun('tools', [finding, other]),
    ];
    const rules = { adjudication: false, failOn: 'rework', reworkAt: { critical: 1, important: 0 } } as const;
    expect(settle(runs, [], rules).verdict.gate).toBe('pass');
    expect(
      settle(
        [...runs.slice(0, 1), { ...runs[0], id: 'codex', agent: 'codex', family: 'codex' } as AgentRun],
        [],
        rules,
      ).verdict.gate,
    ).toBe('block');
  });

  test('is ruled on like any claim', () => {
    const refuted = buildRulingRun('claude', [buildRefutation()], { F1: ['tools/1'] });
    const report = settle([clean('claude'), tools(), refuted], ['claude']);
    expect(report.verdict).toMatchObject({ level: 'merge', blocking: [] });
    expect(report.ledger).toMatchObject([{ agent: 'tools', outcome: 'refuted' }]);
  });
});
