import { describe, expect, test } from 'vitest';
import { readReview } from '../../../src/findings/read-review.ts';

const one = '### Critical Issues\n\n1. **Lost job** — `src/queue.ts:40`\n\nDropped.\n';

describe('An answer that speaks of more than was read', () => {
  test.each([
    ['in words', `# Review\n\nI found 3 critical issues.\n\n${one}`, 2],
    ['in a table of counts', `| Severity | Count |\n|---|---|\n| Critical | 2 |\n| Low | 4 |\n\n${one}`, 1],
    ['in a heading', one.replace('Issues', 'Issues (2)'), 1],
    ['in other words for the same', `2 blockers, 1 critical\n\n${one}`, 1],
  ])('%s has stand-ins of that severity', (_, answer, count) => {
    const reading = readReview(answer);
    if (reading.form === 'unreadable') throw new Error(reading.reason);
    const standIns = reading.review.findings.slice(1);
    expect(standIns.map(({ severity, path }) => [severity, path])).toEqual(
      Array(count).fill(['critical', null]),
    );
    expect(reading.missing).toHaveLength(1);
    expect(reading.notes.at(-1)).toBe(reading.missing?.[0]);
  });

  test.each([
    ['in JSON', '{"summary":"Kept.","findings":"4 findings kept (1 critical)."}'],
    ['beside an empty list', '{"summary":"2 critical issues remain.","findings":[]}'],
  ])('%s, of which nothing was read, is unreadable', (_, answer) => {
    expect(readReview(answer)).toMatchObject({
      form: 'unreadable',
      missing: [expect.stringContaining('critical')],
    });
  });

  test.each([
    ['what was fixed', `All 5 critical issues are fixed but one.\n\n${one}`],
    ['no more than there is', `Critical: 1, High: 0\n\n${one}`],
    ['versions and times', `Needs 2 major versions, 3 high-load tests and 20 medium files.\n\n${one}`],
  ])('an answer that counts %s misses nothing', (_, answer) => {
    expect(readReview(answer)).toMatchObject({ form: 'markdown', notes: [] });
  });
});

test.each(['## Summary\n\nRisky. `src/queue.ts:40` leaks the lock whenever the queue is empty.\n'])(
  'prose about defects is no clean review',
  (answer) => expect(readReview(answer).form).toBe('unreadable'),
);

test('prose about defects that says that there are none is one', () => {
  const answer = '## Summary\n\nNo issues found. `src/queue.ts:40` never leaks the lock.\n';
  expect(readReview(answer).form).toBe('markdown');
});

const strict = (summary: string) =>
  JSON.stringify({
    ...{ summary, findings: [], design: { concerns: [], strengths: [] } },
    ...{ testing: { assessment: 'Good.', untested: [] }, documentation: '', commits: '' },
    ...{ limitations: [], coverage: [], requests: [] },
  });

describe('A review without findings', () => {
  test.each([
    'Great work overall! One blocking issue remains, though: see my earlier message.',
    'Two blockers remain open from my last review.',
    'LGTM, but the blocking issue from before is still there.',
    'The critical bug is still not fixed.',
    'Fixed the naming; one blocker remains.',
    'There are three critical issues that must be solved.',
    'Of the earlier findings, 2 critical ones are still open.',
    'There is still one blocker from the last round.',
  ])('is none where it says %j', (words) => {
    for (const answer of [strict(words), `# Review\n\n## Summary\n\n${words}\n\n## Findings\n\nSee above.\n`])
      expect(readReview(answer)).toMatchObject({
        form: 'unreadable',
        missing: [expect.stringContaining('critical')],
      });
  });

  test.each([
    'No blocking issue remains.',
    'The one critical issue I found earlier is fixed.',
    'It fixes two critical bugs in the queue.',
    'None of the critical issues remains.',
    'If a critical issue remains, it is not in this change.',
    'The blocking read remains in one place, as before.',
    'One important design decision remains: which store to use.',
    'The earlier critical issue no longer remains.',
    'The blocking bug of the open file handle is gone.',
    'This change repairs the critical bug in which the file remains locked.',
    'Corrects a blocking issue that still occurred under load.',
    'The fix for the critical vulnerability is partial by design.',
    'Adds a test for the critical bug that persists across restarts.',
  ])('stays one where it says %j', (words) =>
    expect(readReview(strict(words))).toMatchObject({ form: 'strict', notes: [] }),
  );
});
