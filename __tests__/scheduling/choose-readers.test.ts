import { describe, expect, test } from 'vitest';
import { settleReviews } from '../../src/review/straight-line.ts';
import { buildReview, buildReviewFinding } from '../helpers/agent-run.ts';
import { buildBrief } from '../helpers/brief.ts';
import { buildMember } from '../helpers/run-fixture.ts';
import { conductScripted, type Script, scriptedAgent } from '../helpers/scripted-review.ts';

const fine = scriptedAgent(60_000, JSON.stringify(buildReview({})));
const crashing: Script = () => ({
  durationMs: 1_000,
  outcome: 'crashed',
  reason: 'It crashed.',
  answer: null,
});
const harmless = buildBrief({ assigned: ['docs/guide.md'] });
const texts = {
  'docs/guide.md': 'One.\n',
  'src/auth/session.ts': 'export const session = 1;\n',
};
const files = { 'docs/guide.md': { risk: 49 }, 'src/auth/session.ts': { risk: 50 } };
const byRisk = (
  scripts: Readonly<Record<string, Script>>,
  options: Parameters<typeof conductScripted>[1] = {},
) =>
  conductScripted(scripts, {
    readers: 'by-risk',
    briefs: [harmless],
    texts,
    files,
    rules: { minReviewers: 'auto' },
    ...options,
  });
const readersOf = ({ runs }: Awaited<ReturnType<typeof byRisk>>) =>
  runs.filter(({ role }) => role === 'reviewer').map(({ id }) => id);

describe('readers by risk', () => {
  test('what is not risky is read by as many as a verdict needs, the first ones, and the report says who was spared', async () => {
    const review = await byRisk({ claude: fine, codex: fine, gemini: fine, qwen: fine });
    expect(readersOf(review)).toEqual(['claude', 'codex']);
    expect(review.review.notes).toEqual([
      'Gemini and qwen were not asked to read what is not risky, since others did (`readers: by-risk`).',
    ]);
    expect(review.review.complete).toBe(true);
    const report = settleReviews(review.recording);
    expect(report.agents.map(({ name, reviewer, outcome }) => [name, reviewer, outcome])).toEqual([
      ['claude', true, 'completed'],
      ['codex', true, 'completed'],
      ['gemini', false, 'completed'],
      ['qwen', false, 'completed'],
    ]);
    expect(report.agents[2]?.notes).toEqual(['Not asked to review: nothing to read was risky.']);
    expect(report.coverage.agents).toEqual(['claude', 'codex']);
  });

  test('a risky file is read by everybody, and so is all that stands in its brief', async () => {
    const briefs = [buildBrief({ assigned: ['docs/guide.md', 'src/auth/session.ts'] })];
    const review = await byRisk({ claude: fine, codex: fine, gemini: fine }, { briefs });
    expect(readersOf(review)).toEqual(['claude', 'codex', 'gemini']);
    expect(review.review.notes).toEqual([]);
  });

  test('each part of a large change has its own readers', async () => {
    const briefs = [
      buildBrief({ suffix: 'shard-1', assigned: ['src/auth/session.ts'] }),
      buildBrief({ suffix: 'shard-2', assigned: ['docs/guide.md'] }),
    ];
    const review = await byRisk({ claude: fine, codex: fine }, { briefs });
    expect(readersOf(review).sort()).toEqual(['claude-shard-1', 'claude-shard-2', 'codex-shard-1']);
    expect(review.spared).toEqual([]);
    expect(settleReviews(review.recording).coverage.agents).toEqual(['claude', 'codex']);
  });

  test('where a reader fails the next one is asked, until nobody is left', async () => {
    const one = await byRisk({ claude: crashing, codex: fine, gemini: fine, qwen: fine });
    expect(readersOf(one)).toEqual(['claude', 'codex', 'gemini']);
    const all = await byRisk({ claude: crashing, codex: crashing, gemini: crashing, qwen: fine });
    expect(readersOf(all)).toEqual(['claude', 'codex', 'gemini', 'qwen']);
    expect(settleReviews(all.recording).verdict.level).toBe('inconclusive');
  });

  test('who cannot work from the start is counted on by nobody, and told all the same', async () => {
    const detection = { ...buildMember('claude').detection, outcome: 'missing' as const };
    const review = await byRisk(
      {
        claude: () => ({ durationMs: 0, outcome: 'missing', answer: null }),
        codex: fine,
        gemini: fine,
        qwen: fine,
      },
      { members: { claude: { detection } } },
    );
    expect(readersOf(review)).toEqual(['claude', 'codex', 'gemini']);
  });

  test('who holds fixed rules is asked besides, and is none of those who read', async () => {
    const rules = buildMember('rules', { declaration: { 'by-rules': true } });
    const review = await byRisk(
      { rules: fine, claude: fine, codex: fine, gemini: fine },
      { members: { rules: { agent: rules.agent } } },
    );
    expect(readersOf(review)).toEqual(['rules', 'claude', 'codex']);
  });

  test('a number of reviewers that is asked for is kept', async () => {
    const team = { claude: fine, codex: fine, gemini: fine };
    expect(readersOf(await byRisk(team, { rules: { minReviewers: 3 } }))).toHaveLength(3);
    expect(readersOf(await byRisk(team, { rules: { minReviewers: 0 } }))).toEqual(['claude']);
  });

  test('who was spared rules on what others found', async () => {
    const finding = buildReviewFinding({ title: 'The job is lost', path: 'docs/guide.md' });
    const raising = scriptedAgent(60_000, JSON.stringify(buildReview({ findings: [finding] })));
    const review = await byRisk({ claude: raising, codex: fine });
    expect(review.runs.map(({ id }) => id)).toEqual(['claude', 'codex-adjudicator-1']);
  });

  test('unless it is asked for, everybody reads everything', async () => {
    const review = await byRisk({ claude: fine, codex: fine, gemini: fine }, { readers: 'all' });
    expect(readersOf(review)).toHaveLength(3);
    expect(review.spared).toEqual([]);
  });
});
