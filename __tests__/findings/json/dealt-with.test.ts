import { describe, expect, test } from 'vitest';
import { readReview } from '../../../src/findings/read-review.ts';

const finding = { severity: 'critical', title: 'The lock leaks on error', path: 'src/a.ts', line: 3 };

/** How many findings are read from a document. */
function count(document: unknown): number | 'unreadable' {
  const reading = readReview(JSON.stringify(document));
  return reading.form === 'unreadable' ? 'unreadable' : reading.review.findings.length;
}
const withFields = (fields: object) => ({ findings: [{ ...finding, ...fields }] });

describe('A finding in JSON', () => {
  test.each([
    { resolution: 'Ensure that the file is closed in a finally block' },
    { resolution: 'Fixed by adding a lock around it' },
    { status: 'Should have been addressed in the last round' },
    { status: 'Claimed as fixed but the leak is there' },
    { status: 'accepted' },
    { status: 'Completed analysis' },
    { status: 'skipped' },
    { status: 'Fixed in 0a1b2c3, still open in b.ts' },
    { decision: 'accepted' },
    { suppressions: [{ reason: 'none' }] },
    { suppressions: [{ kind: 'external', status: 'underReview' }] },
    { severity: 'success', blocking: true },
    { title: 'Short reads are ignored', path: 'path/to/io.c' },
    { title: 'Sample rate is divided by zero', path: '<stdin>' },
    { title: 'Titles are not escaped', path: 'path/to/page.ts' },
  ])('counts with %j', (fields) => expect(count(withFields(fields))).toBe(1));

  test.each([
    { status: 'Fixed' },
    { status: 'Fixed in 0a1b2c3' },
    { status: 'already resolved' },
    { status: "won't fix" },
    { resolution: 'fixed' },
    { suppressions: [{ kind: 'inSource' }] },
    { title: 'Short title', path: 'path/to/file.ts' },
    { title: 'An example of a finding', path: 'path/to/file.ts' },
  ])('is dealt with, or none, with %j', (fields) => expect(count(withFields(fields))).toBe(0));
});

describe('A list of earlier findings', () => {
  test.each([
    ['that are confirmed', { findings: [], previous_issues: [{ ...finding, status: 'confirmed' }] }],
    [
      'of which one is said to be there',
      { findings: [], previous: [{ ...finding, note: 'It is still there.' }] },
    ],
    ['that is all there is', { previous_findings: [finding] }],
    ['that are known', { findings: [], known_issues: [finding] }],
  ])('%s counts', (_, document) => expect(count(document)).toBe(1));

  test('beside those of this round is history', () =>
    expect(readReview(JSON.stringify({ findings: [], previous_findings: [finding] }))).toMatchObject({
      review: { findings: [] },
      notes: ['1 marked as dealt with and left out'],
    }));
});

describe('Names with numbers', () => {
  test('are lines where a text of them complains', () =>
    expect(count({ 'src/a.ts:3': 'The lock is never released.', 'src/b.ts:4': 'Rename this one.' })).toBe(2));

  test.each([
    { 'redis:6': 'the cache image that is used here', 'node:18': 'the image of the build' },
    { 'localhost:8080': 'not the public host here' },
  ])('are none in %j', (document) => expect(count(document)).toBe('unreadable'));
});

test('an entry in a list of findings that says nothing is none', () => {
  expect(count({ findings: [], items: [{ line: 12, covered: true }] })).toBe(0);
  expect(count({ findings: [], items: [{ line: 12, words: 'The lock is never released' }] })).toBe(1);
});

test.each([
  [
    'in a list of critical ones, though it blocks nothing',
    { critical: [{ ...finding, severity: null, blocking: false }] },
  ],
  [
    'whose known level stands beside a guessed one',
    { findings: [{ ...finding, severity: undefined, sev: 'low', priority: 'critical' }] },
  ],
  [
    'of several in one entry',
    {
      findings: [
        {
          path: 'a.ts',
          line: 3,
          a: { severity: 'critical', message: 'The lock leaks' },
          b: { severity: 'low', message: 'A bad name' },
        },
      ],
    },
  ],
])('a finding %s is critical', (_, document) =>
  expect(readReview(JSON.stringify(document))).toMatchObject({
    review: { findings: [{ severity: 'critical' }] },
  }),
);
