import { describe, expect, test } from 'vitest';
import { readReview } from '../../../../src/findings/read-review.ts';

function readingOf(answer: string): { findings: string[]; notes: string } {
  const reading = readReview(answer);
  if (reading.form === 'unreadable') return { findings: [], notes: reading.reason };
  return {
    findings: reading.review.findings.map(
      ({ severity, path, startLine }) => `${severity} ${path}:${startLine}`,
    ),
    notes: reading.notes.join('\n'),
  };
}
const injection = '- [x] `src/a.ts:10` SQL injection in the query';
const answerWith = (...items: string[]) => `# Review\n\n## Must fix\n\n${items.join('\n')}\n`;

describe('a ticked box below a level, where no box is open', () => {
  test.each([
    [injection, 'critical src/a.ts:10'],
    ['- [X] src/a.ts:10 SQL injection in the query', 'critical src/a.ts:10'],
    ['- [x] **Endless loop** (`src/retry.ts:44`): the counter is never raised.', 'critical src/retry.ts:44'],
    ['- [x] No authorization check on delete in `src/b.ts:20`', 'critical src/b.ts:20'],
    ['- [x] No overflow check in `src/b.ts:20`', 'critical src/b.ts:20'],
    ['- [x] `src/b.ts:20` The path is resolved against the wrong root', 'critical src/b.ts:20'],
    ['- [x] The upload handler crashes on an empty file', 'critical null:null'],
  ])('marks a finding: %s', (item, expected) =>
    expect(readingOf(answerWith(item)).findings).toEqual([expected]),
  );

  test.each([
    '- [x] Tests pass',
    '- [x] Checked error handling',
    '- [x] No secrets',
    '- [x] Race conditions',
    '- [x] Secrets are not logged',
    '- [x] No injection in `src/a.ts:10`',
    '- [x] Authorization checks verified in `src/auth.ts`',
    '- [x] `src/a.ts` has no injection',
    '- [x] Added a check of the name in `src/a.ts:10`',
    '- [x] Fixed the injection in `src/a.ts:10`',
  ])('marks what was looked at or done, and is told: %s', (item) => {
    const { findings, notes } = readingOf(answerWith(item));
    expect(findings).toEqual([]);
    expect(notes).toContain('1 marked as dealt with left out');
  });

  test('marks a finding where findings are said to be fixed later', () => {
    const answer = `All of these must be fixed before the merge.\n\n${answerWith(injection)}`;
    expect(readingOf(answer).findings).toEqual(['critical src/a.ts:10']);
  });

  test.each([
    ['a sentence', `All findings have been fixed.\n\n${answerWith(injection)}`],
    ['a heading', answerWith(injection).replace('Must fix', 'Critical (resolved)')],
    ['another item', answerWith(injection, '- [x] `src/b.ts:2` Missing check — done')],
    ['a check that has passed', `${answerWith(injection)}\n## Checks\n\n- [x] All tests passed\n`],
  ])('is dealt with where %s says so', (_, answer) => {
    expect(readingOf(answer).findings).toEqual([]);
    expect(readingOf(answer).notes).toContain('marked as dealt with left out');
  });

  test('is dealt with beside an open box', () =>
    expect(readingOf(answerWith(injection, '- [ ] `src/b.ts:20` Missing check')).findings).toEqual([
      'critical src/b.ts:20',
    ]));
});
