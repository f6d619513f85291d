import { expect, test } from 'vitest';
import { noAnswer } from '../../../../src/agents/adapter/failure.ts';
import { judgeAttempt } from '../../../../src/agents/runs/judging/outcome.ts';

const end = { cause: 'exited', exitCode: 0, signal: null, startError: null } as const;
const ended = { exitCode: 0, signal: null, timedOut: false, stdout: '', stderr: '', answerFile: null };
const limits = { timeoutMs: 1_000, outputLimitBytes: 1_000 };
const answer = { ...noAnswer, text: '## Critical', outcome: 'completed' } as const;

test.for([
  ['may be cut', answer, { readable: 'partly' }, 'crashed'],
  ['is whole', answer, { readable: 'whole' }, 'completed'],
  ['is missing', noAnswer, null, 'crashed'],
  ['was refused', { ...noAnswer, outcome: 'quota', reason: 'Too much.' }, null, 'quota'],
] as const)(
  'With a full disk, an answer that %s counts for no more than it is',
  ([, given, readability, outcome]) => {
    expect(judgeAttempt(end, ended, given, readability, { ...limits, isDiskFull: true })).toMatchObject({
      outcome,
      ...(outcome === 'crashed' && { reason: expect.stringContaining('The disk was full') }),
    });
  },
);

test('With room on the disk, a clean exit makes an answer whole', () => {
  const judged = judgeAttempt(end, ended, answer, { readable: 'partly' }, { ...limits, isDiskFull: false });
  expect(judged).toEqual({ outcome: 'completed', reason: null, transient: false });
});
