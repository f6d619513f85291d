import { describe, expect, test } from 'vitest';
import { countReviewers } from '../../../src/consolidation/verdict/valid-reviewers.ts';
import { readReviews } from '../../../src/findings/read-reviews.ts';
import type { Rules } from '../../../src/model/rules.ts';
import type { TeamFacts } from '../../../src/model/team.ts';
import { buildReview, buildRun } from '../../helpers/agent-run.ts';
import { buildTeamFacts, defaultRules } from '../../helpers/recording.ts';

const answer = JSON.stringify(buildReview({}));
/** Who of a team counts, when some of its agents answered. */
function count(
  team: readonly TeamFacts[],
  answering: readonly string[],
  rules: Partial<Rules> = { minReviewers: 'auto' },
) {
  const runs = answering.map((agent, index) => buildRun({ id: `${agent}-${index}`, agent, answer }));
  return countReviewers(readReviews(runs), { team, rules: { ...defaultRules, ...rules } });
}

const team = (...names: string[]) => names.map((name) => buildTeamFacts(name));

describe('a quorum', () => {
  test.each([
    [[], 1],
    [['claude'], 1],
    [['claude', 'codex'], 1],
    [['claude', 'codex', 'gemini'], 2],
    [['claude', 'codex', 'gemini', 'qwen'], 2],
    [['claude', 'codex', 'gemini', 'qwen', 'copilot'], 3],
    [['claude', 'codex', 'checks'], 1],
  ])('of %j needs %i', (names, needed) => {
    expect(count(team(...names), []).needed).toBe(needed);
  });

  test('is what was asked for, where a number was', () => {
    expect(count(team('claude', 'codex', 'gemini'), [], { minReviewers: 3 }).needed).toBe(3);
  });

  test('leaves out who was found on the machine and is not signed in, and counts who was named', () => {
    const absent = { outcome: 'unauthenticated' } as const;
    const found = ['codex', 'gemini'].map((name) =>
      buildTeamFacts(name, name, { ...absent, optional: true }),
    );
    const named = ['codex', 'gemini'].map((name) => buildTeamFacts(name, name, absent));
    expect(count([...team('claude'), ...found], []).needed).toBe(1);
    expect(count([...team('claude'), ...named], []).needed).toBe(2);
  });

  test('counts an agent once, whatever it did', () => {
    expect(count(team('claude', 'codex', 'gemini'), ['claude', 'claude']).reviewers).toEqual(['claude']);
  });

  test('counts nobody who was not asked', () => {
    const ruler = buildTeamFacts('codex', 'codex', { reviews: false });
    expect(count([...team('claude'), ruler], ['claude', 'codex', 'gemini']).reviewers).toEqual(['claude']);
  });

  test('counts who holds fixed rules against the change where nobody who reads was asked for', () => {
    const house = buildTeamFacts('house-rules', 'house', { byRules: true });
    expect(count([...team('claude'), house], ['claude', 'house-rules'])).toMatchObject({
      reviewers: ['claude'],
      isByRules: false,
    });
    expect(count([house], ['house-rules'], { checksCount: true })).toMatchObject({
      reviewers: ['house-rules'],
      isByRules: true,
    });
  });

  test('counts the built-in reviewer where it alone was asked for', () => {
    expect(count(team('claude', 'checks'), ['claude', 'checks']).reviewers).toEqual(['claude']);
    expect(count(team('checks'), ['checks'], { checksCount: true })).toEqual({
      reviewers: ['checks'],
      count: 1,
      needed: 1,
      isByRules: true,
    });
  });
});
