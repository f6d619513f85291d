import { describe, expect, test } from 'vitest';
import { checks } from '../../src/agents/team/checks-agent.ts';
import type { TeamMember } from '../../src/agents/team/team.ts';
import { describeLeftOut, describePlan, planReviews } from '../../src/scheduling/plan-reviews.ts';
import { buildBrief } from '../helpers/brief.ts';
import { buildChange } from '../helpers/change.ts';
import { buildMember } from '../helpers/run-fixture.ts';
import { scopeOf } from '../helpers/scope.ts';

const missing: TeamMember['detection'] = {
  outcome: 'missing',
  version: null,
  program: null,
  sandbox: null,
  reason: 'It is not installed.',
  warnings: [],
};
const claude = buildMember('claude');
const codex = buildMember('codex');
const embedded = { ...buildMember('checks'), agent: checks };
const judge = buildMember('judge', { member: { reviews: false } });
const gone = buildMember('gemini', { member: { detection: missing } });

const parts = [
  buildBrief({ suffix: 'shard-1', assigned: ['a.ts', 'b.ts'] }),
  buildBrief({ suffix: 'shard-2', assigned: ['b.ts', 'c.ts'] }),
];
const ceilings = { maxParallel: 6, maxRuns: 40, maxCostUsd: 5, maxTokens: null, totalMs: 45 * 60_000 };

describe('the plan of reviews', () => {
  const jobs = planReviews([claude, codex, embedded, judge], parts);

  test('gives every reviewer every part, first parts first, and the built-in one the whole change once', () => {
    expect(jobs.map(({ member, brief }) => `${member.agent.name} ${brief.suffix}`)).toEqual([
      'claude shard-1',
      'codex shard-1',
      'checks ',
      'claude shard-2',
      'codex shard-2',
    ]);
    expect(jobs[2]?.brief.assigned).toEqual(['a.ts', 'b.ts', 'c.ts']);
  });

  test('is told in one line, with its ceilings', () => {
    expect(describePlan(jobs, ceilings)).toBe(
      'Plan: 5 review runs (Claude and Codex, 2 parts each; checks once), then rulings; at most 6 runs at a time and 40 in all, within 45 min, for at most $5.00.',
    );
    const whole = planReviews([claude, embedded, gone], [buildBrief()]);
    expect(describePlan(whole, { ...ceilings, maxCostUsd: null })).toBe(
      'Plan: 2 review runs (Claude; checks), then rulings; at most 6 runs at a time and 40 in all, within 45 min, without a cost ceiling.',
    );
  });
});

test('files that found no room in any brief are named', () => {
  const paths = ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts'];
  const change = buildChange(Object.fromEntries(paths.map((path) => [path, 'text\n'])));
  expect(describeLeftOut(change, parts)).toBe(
    '2 of 5 files to review found no room in any brief: d.ts and e.ts. Raise `limits.max-runs` or `limits.shard-bytes`.',
  );
  expect(describeLeftOut(change, [buildBrief({ assigned: paths })])).toBeNull();
  const scope = scopeOf({ 'd.ts': 'carried', 'e.ts': 'carried' });
  expect(describeLeftOut(change, parts, scope)).toBeNull();
});
