import { describe, expect, test } from 'vitest';
import { checkProse } from '../../../src/consolidation/editing/check-prose.ts';
import { editorFacts } from '../../../src/consolidation/editing/editor-facts.ts';
import type { ProseFacts } from '../../../src/consolidation/editing/find-contradiction.ts';
import { buildRefutation, buildReviewRun, buildRulingRun } from '../../helpers/agent-run.ts';
import { settleForTest } from '../../helpers/settle.ts';

const report = settleForTest([
  buildReviewRun(
    'claude',
    [{}, { title: 'No test of an empty queue', severity: 'suggestion', kind: 'gap' }],
    { durationMs: 500_000 },
  ),
  buildReviewRun('gemini', [{ severity: 'critical', title: 'A lock is never released' }], {
    durationMs: 324_000,
  }),
  buildRulingRun('codex', [{}, buildRefutation({ candidate: 'F2' })], { F1: ['claude/1'], F2: ['gemini/1'] }),
  buildRulingRun('claude', [buildRefutation()], { F1: ['gemini/1'] }),
]);
const facts: ProseFacts = {
  text: editorFacts(report),
  findings: new Map([...report.findings, ...report.refuted].map((finding) => [finding.id, finding])),
  rows: report.retro.rows,
  level: report.verdict.level,
};

describe('a sentence stays', () => {
  test.each([
    'The queue now forgets a job when its worker stops (I1).',
    'I1 is confirmed, R1 is refuted.',
    'Claude raised two findings and Gemini one critical.',
    'Claude took 8:20.',
    'The loss is in `src/queue.ts`.',
    'Merge with fixes: the queue has to keep its jobs.',
    'One important finding stands; no critical ones do.',
    'It needs rework in `src/queue.ts`.',
    'One of the findings is about a missing test.',
  ])('%s', (sentence) => {
    expect(checkProse(sentence, facts)).toEqual({ text: sentence, dropped: [] });
  });
});

describe('a sentence is dropped', () => {
  test.each([
    ['There is a worse one in C4.', 'there is no finding C4'],
    ['I1 was refuted by everybody.', 'none of I1 is refuted'],
    ['This can be merged as it is: Merge as-is.', 'the verdict is "Merge with fixes"'],
    ['The verdict should be rework.', 'the verdict is "Merge with fixes"'],
    ['Seven critical findings stand.', '"Seven critical" is not what was counted'],
    ['Claude raised 9 findings.', '"9 findings" is not what was counted'],
    ['Claude took 9:41.', '9:41 is not among the settled figures'],
    ['The fault is in `src/other.ts`.', '`src/other.ts` is in none of the reviews'],
    ['Grok agrees.', 'Grok took no part'],
    ['Gemini raised two findings.', '"two findings" is not what was counted'],
  ])('%s', (sentence, because) => {
    expect(checkProse(sentence, facts)).toEqual({ text: null, dropped: [{ sentence, because }] });
  });

  test('alone: its neighbours stay', () => {
    const prose =
      'The queue loses jobs (I1). C9 is worse. `src/queue.ts` is where.\n\nA test is missing (S1).';
    expect(checkProse(prose, facts).text).toBe(
      'The queue loses jobs (I1). `src/queue.ts` is where.\n\nA test is missing (S1).',
    );
  });
});

test('a sentence that names no agent is about the one that the prose is about', () => {
  expect(checkProse('It raised two findings.', facts, 'claude').dropped).toEqual([]);
  expect(checkProse('It raised two findings.', facts, 'gemini').text).toBeNull();
});

test('hostile prose takes no time', () => {
  const start = performance.now();
  for (const part of ['`', 'a', '. ', 'one critical ', '1.', '\n']) checkProse(part.repeat(200_000), facts);
  expect(performance.now() - start).toBeLessThan(2_000);
});

test('nothing said is nothing', () => {
  expect(checkProse(null, facts)).toEqual({ text: null, dropped: [] });
  expect(checkProse('  ', facts)).toEqual({ text: null, dropped: [] });
});
