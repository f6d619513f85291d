import { describe, expect, test } from 'vitest';
import { readReview } from '../../../src/findings/read-review.ts';
import { saysDone, saysStillOpen, saysSurelySettled } from '../../../src/findings/words/says-settled.ts';

/** The titles that are read from a review. */
function titles(answer: string): string[] | 'unreadable' {
  const reading = readReview(answer);
  return reading.form === 'unreadable' ? 'unreadable' : reading.review.findings.map(({ title }) => title);
}
const review = (body: string, title = 'The lock leaks on error') =>
  `# Review\n\n## Critical Issues\n\n### 1. ${title}\n\n**File:** \`src/a.ts:3\`\n\n${body}\n\n### 2. The queue overflows\n\n**File:** \`src/b.ts:4\`\n\nIt has no bound.\n`;

describe('A finding', () => {
  test.each([
    'The states:\n\n- open\n- done\n',
    'What happens:\n\n- completed\n- the job is lost\n',
    '**Addressed**\n\nNo, the leak persists.',
  ])('is not dealt with for one word in %j', (body) => expect(titles(review(body))).toHaveLength(2));

  test.each(['**Fixed** ✅', 'By design.', '- Fixed\n'])('is dealt with where %j is said of it', (body) =>
    expect(titles(review(body))).toEqual(['The queue overflows']),
  );

  test.each([
    'The state goes open → closed',
    'The job hangs: running -> done',
    'Open → Closed is never reached',
  ])('is not dealt with for the states in %j', (title) =>
    expect(titles(review('It leaks.', title))).toHaveLength(2),
  );

  test('is dealt with where its title points at that', () =>
    expect(titles(review('It leaked.', 'The lock leaks → **Fixed**'))).toEqual(['The queue overflows']));
});

describe('A line', () => {
  test.each([
    '[HIGH] src/a.ts:3 the handle, closed twice, crashes',
    '[HIGH] src/a.ts:3 the queue (closed) is written to',
  ])('%j is not done', (line) => expect(saysDone(line)).toBe(false));
  test.each(['🔴 src/a.ts:3 the job is lost – fixed', '[Fixed] src/a.ts:3 the job is lost'])(
    '%j is done',
    (line) => expect(saysDone(line)).toBe(true),
  );

  test.each([
    '**Critical** path `src/a.ts:3`: the open handle is closed',
    'High load: remaining jobs are drained',
  ])('%j says nothing of itself', (line) => expect(saysStillOpen(line)).toBe(false));
  test.each(['**[high]** The lock leaks (open)', 'The lock still leaks', 'The lock leaks – not fixed'])(
    '%j is still open',
    (line) => expect(saysStillOpen(line)).toBe(true),
  );
});

test.each([
  'Completed analysis',
  'accepted',
  'Should have been addressed',
  'partially fixed',
  'not yet resolved',
])('the status %j may mean otherwise', (status) => expect(saysSurelySettled(status)).toBe(false));

test('what logs print is no comment, and important notes hold what names its level', () => {
  const log =
    '## Findings\n\nNone.\n\n## Summary\n\nIt prints:\n\nERROR src/a.ts:3 something was not found\n';
  expect(titles(log)).toEqual([]);
  expect(
    titles('# Review\n\n## Notas importantes\n\n- **[crítico]** La cola pierde trabajos (`src/a.ts:3`)\n'),
  ).toEqual(['La cola pierde trabajos']);
});

test('counts of a tool are no promise', () =>
  expect(
    titles(
      '# Review\n\n## Findings\n\nNone.\n\n## Notes\n\nThe audit printed:\n\n```json\n{"total": 3, "high": 3}\n```\n',
    ),
  ).toEqual([]));
