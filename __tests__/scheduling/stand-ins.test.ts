import { describe, expect, test } from 'vitest';
import { countReviewers } from '../../src/consolidation/verdict/valid-reviewers.ts';
import { readReviews } from '../../src/findings/read-reviews.ts';
import { settleReviews } from '../../src/review/straight-line.ts';
import { buildReview, buildReviewRun } from '../helpers/agent-run.ts';
import { buildBrief } from '../helpers/brief.ts';
import { buildRecording, buildTeamFacts, defaultRules } from '../helpers/recording.ts';
import { conductScripted, type Script, scriptedAgent } from '../helpers/scripted-review.ts';

const fine = scriptedAgent(60_000, JSON.stringify(buildReview({})));
const down: Script = () => ({
  durationMs: 1_000,
  outcome: 'quota',
  reason: 'Its plan is used up.',
  answer: null,
});
const crashing: Script = () => ({
  durationMs: 1_000,
  outcome: 'crashed',
  reason: 'It crashed.',
  answer: null,
});
const waitingFor = (name: string) => ({ reviews: false, standsInFor: name });

describe('a substitute', () => {
  test('reviews where its agent is out of quota, and the report says so', async () => {
    const review = await conductScripted(
      { claude: fine, gemini: down, qwen: fine },
      { members: { qwen: waitingFor('gemini') } },
    );
    expect(
      review.runs.filter(({ role }) => role === 'reviewer').map(({ id, outcome }) => [id, outcome]),
    ).toEqual([
      ['claude', 'completed'],
      ['gemini', 'quota'],
      ['qwen', 'completed'],
    ]);
    expect(review.review.notes).toEqual(['qwen stood in for Gemini, which was out of quota.']);
    expect(review.review.complete).toBe(true);
  });

  test('does nothing where its agent works, not even rule', async () => {
    const review = await conductScripted(
      { claude: fine, gemini: fine, qwen: down },
      { members: { qwen: waitingFor('gemini') } },
    );
    expect(review.runs.map(({ agent }) => agent)).not.toContain('qwen');
    expect(review.review.notes).toEqual([]);
  });

  test('gives its place to the next one where it is down itself, and takes all parts of a change', async () => {
    const briefs = [1, 2].map((number) =>
      buildBrief({ suffix: `shard-${number}`, assigned: ['src/queue.ts'] }),
    );
    const review = await conductScripted(
      { gemini: down, qwen: crashing, pi: fine },
      { briefs, members: { qwen: waitingFor('gemini'), pi: waitingFor('gemini') } },
    );
    const reviews = review.runs.filter(({ role, outcome }) => role === 'reviewer' && outcome === 'completed');
    expect(reviews.map(({ id }) => id)).toEqual(['pi-shard-1', 'pi-shard-2']);
    expect(review.review.notes.join(' ')).toContain('pi stood in for qwen, which was crashed.');
  });
});

test('who stood in has the place of the one it stood in for', () => {
  const team = [
    buildTeamFacts('claude'),
    buildTeamFacts('gemini'),
    buildTeamFacts('qwen', 'qwen', { standsInFor: 'gemini' }),
  ];
  const runs = [
    buildReviewRun('claude', []),
    buildReviewRun('gemini', [], { outcome: 'quota', answer: null }),
    buildReviewRun('qwen', []),
  ];
  const report = settleReviews(
    buildRecording({ runs, team, rules: { ...defaultRules, minReviewers: 'auto' } }),
  );
  expect(
    countReviewers(readReviews(runs), { team, rules: { ...defaultRules, minReviewers: 'auto' } }),
  ).toEqual({
    reviewers: ['claude', 'qwen'],
    count: 2,
    needed: 1,
    isByRules: false,
  });
  expect(report.agents.map(({ name, notes }) => [name, notes])).toEqual([
    ['claude', []],
    ['gemini', ['qwen stood in for it.']],
    ['qwen', ['Stood in for Gemini.']],
  ]);
});

describe('a place', () => {
  const places = (
    team: Parameters<typeof countReviewers>[1]['team'],
    runs: Parameters<typeof readReviews>[0],
  ) => countReviewers(readReviews(runs), { team, rules: { ...defaultRules, minReviewers: 'auto' } });
  const down = (agent: string) => buildReviewRun(agent, [], { outcome: 'crashed', answer: null });
  const two = [
    buildTeamFacts('claude'),
    buildTeamFacts('gemini'),
    ...['qwen', 'pi'].map((name) => buildTeamFacts(name, name, { standsInFor: 'gemini' })),
  ];

  test('that a second substitute took counts once among those asked for', () => {
    const runs = [down('claude'), down('gemini'), down('qwen'), buildReviewRun('pi', [])];
    expect(places(two, runs)).toMatchObject({ reviewers: ['pi'], count: 1, needed: 1 });
  });

  test('of two that each did a part is one, and what the first did of it is read', () => {
    const parts = [
      buildReviewRun('gemini', [], { id: 'gemini-shard-1', assigned: ['src/queue.ts'] }),
      { ...down('gemini'), id: 'gemini-shard-2', assigned: ['src/worker.ts'] },
      buildReviewRun('qwen', [], { assigned: ['src/worker.ts'] }),
    ];
    const team = [buildTeamFacts('gemini'), buildTeamFacts('qwen', 'qwen', { standsInFor: 'gemini' })];
    expect(places(team, parts)).toMatchObject({ reviewers: ['gemini', 'qwen'], count: 1, needed: 1 });
    const { coverage } = settleReviews(buildRecording({ runs: parts, team }));
    expect(coverage.files.filter(({ uncovered }) => uncovered)).toEqual([]);
  });
});
