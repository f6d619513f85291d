import { expect, test } from 'vitest';
import type { RequestAnswer } from '../../../src/model/answers/review-schema.ts';
import type { LinkedIssue } from '../../../src/model/change/change.ts';
import type { AgentRun } from '../../../src/model/run.ts';
import { settleReviews } from '../../../src/review/straight-line.ts';
import { buildReview, buildRun } from '../../helpers/agent-run.ts';
import { buildRecording } from '../../helpers/recording.ts';

const answer = (state: RequestAnswer['state'], overrides: Partial<RequestAnswer> = {}): RequestAnswer => ({
  issue: 3,
  state,
  explanation: 'A job that fails is still lost.',
  evidence: [{ path: 'src/queue.ts', line: 3, quote: 'const job = this.jobs.shift();' }],
  ...overrides,
});

const run = (agent: string, ...requests: readonly RequestAnswer[]): AgentRun =>
  buildRun({
    agent,
    assigned: ['src/queue.ts', 'src/worker.ts'],
    answer: JSON.stringify(buildReview({ requests: [...requests] })),
  });

/** The report of a pull request that closes this issue. */
function reportOn(runs: readonly AgentRun[], issue: Partial<LinkedIssue> | null = {}) {
  const recording = buildRecording({ runs });
  const issues =
    issue === null
      ? {}
      : { issues: [{ number: 3, title: 'Jobs get lost', body: '', author: 'bo', ...issue }] };
  const pullRequest = { number: 7, title: 'Keep jobs', body: '', author: 'ada', url: '', ...issues };
  return settleReviews({ ...recording, change: { ...recording.change, pullRequest } });
}

const lastLine = (runs: readonly AgentRun[], issue: Partial<LinkedIssue> | null = {}) =>
  reportOn(runs, issue).summary.split('\n\n').at(-1);

test('the summary says whether the change does what was asked for, by whom, and what shows it', () => {
  const unfound = answer('partly', { evidence: [{ path: 'src/queue.ts', line: 9, quote: 'nowhere();' }] });
  expect(
    lastLine([run('claude', answer('done')), run('codex', unfound), run('gemini', answer('done'))]),
  ).toBe(
    'What #3 (“Jobs get lost”) asks for is done in part according to Codex (“A job that fails is still lost.”; `src/queue.ts:9`, where its quote was not found) and done according to Claude and Gemini (`src/queue.ts:3`).',
  );
});

test('it blocks nothing', () => {
  const { verdict } = reportOn([run('claude', answer('not')), run('codex', answer('not'))]);
  expect(verdict).toMatchObject({ level: 'merge', gate: 'pass', blocking: [] });
});

test('what parts of a change say differently is done in part', () => {
  const parts = [
    { ...run('claude', answer('done')), id: 'claude-shard-1' },
    { ...run('claude', answer('not', { evidence: [] })), id: 'claude-shard-2' },
    { ...run('codex', answer('unclear', { evidence: [] })), id: 'codex-shard-1' },
  ];
  expect(lastLine(parts)).toMatch(
    /done in part according to Claude .* not to be told according to Codex \(.*no place shown\)/,
  );
});

test('silence is said, and nothing is said where no issue is linked or nobody read', () => {
  expect(lastLine([run('claude', answer('done', { issue: 4 }))])).toBe(
    'Whether the change does what #3 (“Jobs get lost”) asks for, no reviewer said.',
  );
  expect(lastLine([run('claude')], null)).not.toMatch(/asks for/);
  expect(lastLine([run('checks')])).not.toMatch(/asks for/);
});

test('a hostile issue adds no line and no markup of its own', () => {
  const line = lastLine(
    [run('claude', answer('done', { evidence: [{ path: 'a`<b>`\n# x', line: null, quote: null }] }))],
    {
      title: `One\n\n# Two ${'x'.repeat(500)}`,
    },
  );
  expect(line).toMatch(
    /^What #3 \(“One # Two x+…”\) asks for is done according to Claude \(`a<b> # x`, where/,
  );
});

test('an answer in another form says the same', () => {
  const loose = {
    summary: 'Fine.',
    findings: [],
    requests: [{ issue: '#3', state: 'DONE', evidence: [{ file: 'src/queue.ts', line: 'L3' }] }],
  };
  expect(lastLine([buildRun({ answer: `Here:\n${JSON.stringify(loose)}` })])).toMatch(
    /is done according to Claude/,
  );
});
