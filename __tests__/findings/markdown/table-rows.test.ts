import { expect, test } from 'vitest';
import { readReview } from '../../../src/findings/read-review.ts';

const table = (place: string, words: string) =>
  `# Code review\n\n| ${place} | ${words} |\n|---|---|\n| \`src/a.ts:3\` | Race between open and close |\n| \`src/b.ts:4\` | The job goes away |\n`;

test.each([
  ['Location', 'Problem'],
  ['File', 'Issue'],
])('a table of %s and %s holds findings, however they are put', (place, words) =>
  expect(readReview(table(place, words))).toMatchObject({
    review: { findings: [{ path: 'src/a.ts' }, { path: 'src/b.ts' }] },
  }),
);

test('a table of files and descriptions may say what was changed', () =>
  expect(readReview(table('File', 'Description')).form).toBe('unreadable'));
