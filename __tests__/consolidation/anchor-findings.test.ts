import { expect, test } from 'vitest';
import { anchorFindings } from '../../src/consolidation/anchor-findings.ts';
import { readReviews } from '../../src/findings/read-reviews.ts';
import type { Finding } from '../../src/model/finding.ts';
import { type buildReviewFinding, buildReviewRun } from '../helpers/agent-run.ts';
import { buildRecording, queueTexts } from '../helpers/recording.ts';

function anchor(finding: Parameters<typeof buildReviewFinding>[0], texts = queueTexts): Finding | undefined {
  const run = buildReviewRun('claude', [finding ?? {}]);
  return anchorFindings(readReviews([run]), buildRecording({ runs: [run] }, texts))[0];
}

test('A quote that stands nowhere takes nothing away from lines that exist', () => {
  const place = { path: 'src/queue.ts', startLine: 3, endLine: 4 };
  const quote = 'const job = this.jobs.shift() ?? null; // proposed';
  expect(anchor({ ...place, quote })?.anchor).toMatchObject({ ...place, status: 'exact' });
  expect(anchor({ ...place, startLine: 300, endLine: 300, quote })?.anchor).toMatchObject({
    startLine: null,
    status: 'file',
  });
});

test('A path that fits several changed files is none of them, and says so', () => {
  const texts = { 'a/same.ts': ['1\n', '2\n'], 'b/same.ts': ['1\n', '2\n'] } as const;
  const finding = anchor({ path: 'same.ts', startLine: 1, endLine: 1, quote: null }, texts);
  expect(finding?.anchor.status).toBe('unanchored');
  expect(finding?.evidence.at(-1)?.text).toBe(
    'The path "same.ts" may mean any of 2 changed files: "a/same.ts", "b/same.ts".',
  );
});

test('What is called pre-existing is so unless the change wrote a line of it', () => {
  const at = (startLine: number, endLine: number, quote: string | null = null) =>
    anchor({ path: 'src/queue.ts', kind: 'pre-existing', startLine, endLine, quote });
  expect(at(1, 2)?.kind).toBe('pre-existing');
  expect(at(2, 4)).toMatchObject({ kind: null });
  expect(at(2, 4)?.evidence.at(-1)?.text).toMatch(/^It was called pre-existing, but the change wrote/);
  expect(at(1, 4, 'export class Queue {')?.kind).toBe('pre-existing');
  expect(at(3, 3, 'const job = this.jobs.shift();')?.kind).toBeNull();
  expect(anchor({ path: null, kind: 'pre-existing', startLine: null, endLine: null })?.kind).toBe(
    'pre-existing',
  );
});

test('What the change moved it did not write; what it copied it did', () => {
  const faulty = 'export const run = (text) => execSync("sh -c " + text);\n';
  const line = { path: 'b.js', startLine: 1, endLine: 1, quote: null, kind: 'pre-existing' } as const;
  const other = 'export const other = 1;\n';
  expect(anchor(line, { 'a.js': [faulty + other, other], 'b.js': ['', `  ${faulty}`] })?.kind).toBe(
    'pre-existing',
  );
  expect(anchor(line, { 'a.js': [faulty, faulty + other], 'b.js': ['', faulty] })?.kind).toBeNull();
});
