import { describe, expect, test } from 'vitest';
import { anchorFindings } from '../../src/consolidation/anchor-findings.ts';
import { readReviews } from '../../src/findings/read-reviews.ts';
import type { Finding } from '../../src/model/finding.ts';
import { type buildReviewFinding, buildReviewRun } from '../helpers/agent-run.ts';
import type { Texts } from '../helpers/change.ts';
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

describe('What is called pre-existing in code that the change wrote is not, however it is told where', () => {
  const fresh = Array.from({ length: 30 }, (_, index) => `const value${index} = compute(${index});\n`).join(
    '',
  );
  const old = fresh.replaceAll('compute', 'read');
  const kindAt = (
    text: Texts[string],
    startLine: number | null,
    endLine: number | null,
    quote = null as string | null,
  ) => anchor({ path: 'a.js', kind: 'pre-existing', startLine, endLine, quote }, { 'a.js': text })?.kind;

  test.each([
    ['a line', 1, 1],
    ['many lines', 1, 20],
    ['all lines', 1, 300],
    ['none', null, null],
  ])('in a file that it adds: %s', (_, startLine, endLine) => {
    expect(kindAt(fresh, startLine, endLine)).toBeNull();
    expect(kindAt(fresh, startLine, endLine, 'nothing like that stands there')).toBeNull();
  });

  test('in lines too short to tell anything', () => {
    expect(kindAt('i--;\n', 1, 1)).toBeNull();
    expect(kindAt([old, `${old}i--;\n`], 31, 31)).toBeNull();
    expect(kindAt([old, `${old}\n}\n`], 25, 32)).toBe('pre-existing');
  });

  test('in a file that it modifies, among many lines; but not beside them, nor where others are quoted', () => {
    const modified = [old, old.replace('read(7)', 'compute(7)')] as const;
    expect(kindAt(modified, 1, 20)).toBeNull();
    expect(kindAt(modified, null, null)).toBeNull();
    expect(kindAt(modified, 9, 30)).toBe('pre-existing');
    expect(kindAt(modified, 1, 20, 'const value3 = read(3);')).toBe('pre-existing');
    expect(kindAt([old, `${old.replace('read(7);', '  read(7);')}`], null, null)).toBe('pre-existing');
  });

  test('nor in a file that it adds out of lines that it takes away elsewhere', () => {
    const split: Texts = { 'main.js': [`start();\n${old}`, 'start();\n'], 'a.js': old };
    const moved = { path: 'a.js', kind: 'pre-existing', startLine: 1, endLine: 20, quote: null } as const;
    expect(anchor(moved, split)?.kind).toBe('pre-existing');
    expect(anchor(moved, { ...split, 'a.js': `serve();\n${old}` })?.kind).toBeNull();
  });

  test('in two lines that stand very far apart', () => {
    const far = `alphaBetaGamma(${'\n'.repeat(200_000)}deltaEpsilonZeta)\n`;
    expect(kindAt(far, 1, 1, 'alphaBetaGamma(\ndeltaEpsilonZeta)')).toBeNull();
  });
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
