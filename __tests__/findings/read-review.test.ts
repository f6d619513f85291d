import { describe, expect, test } from 'vitest';
import { readReview } from '../../src/findings/read-review.ts';
import { buildReview, buildReviewFinding } from '../helpers/agent-run.ts';

const review = buildReview({
  summary: 'Read.',
  findings: [buildReviewFinding({ title: 'First' }), buildReviewFinding({ title: 'Second' })],
});
const json = JSON.stringify(review, null, 2);
/** In front of the second finding's end. */
const cut = json.slice(0, json.lastIndexOf('"patch"'));

function titlesIn(answer: string): string[] {
  const reading = readReview(answer);
  return reading.form === 'unreadable' ? [] : reading.review.findings.map(({ title }) => title);
}

describe('A review in JSON', () => {
  test.each([
    ['alone', json, 'strict', ['First', 'Second']],
    ['in a fence', `Here it is:\n\n\`\`\`json\n${json}\n\`\`\`\n`, 'salvaged', ['First', 'Second']],
    [
      'behind a draft',
      `${JSON.stringify(buildReview())}\n\nNow for good:\n${json}`,
      'salvaged',
      ['First', 'Second'],
    ],
    ['with trailing commas', json.replaceAll('\n  }', ',\n  }'), 'salvaged', ['First', 'Second']],
    ['cut off', cut, 'salvaged', ['First', 'A finding that could not be read: Second']],
    ['in an envelope', JSON.stringify({ type: 'result', result: json }), 'strict', ['First', 'Second']],
    ['behind an object that never ends', `{"log": [{"a": ${json}`, 'salvaged', ['First', 'Second']],
    [
      'as a series of findings',
      review.findings.map((each) => JSON.stringify(each)).join('\n'),
      'salvaged',
      ['First', 'Second'],
    ],
  ])('%s is read', (_, answer, form, titles) => {
    expect(readReview(answer).form).toBe(form);
    expect(titlesIn(answer)).toEqual(titles);
  });
});

describe('The place of a finding', () => {
  test.each([
    [
      { path: 'src/a.ts', startLine: 9, endLine: 4 },
      { path: 'src/a.ts', startLine: 4, endLine: 9 },
    ],
    [
      { path: 'src/a.ts:3-5', startLine: null, endLine: null },
      { path: 'src/a.ts', startLine: 3, endLine: 5 },
    ],
    [
      { path: './src/a.ts', startLine: 2, endLine: null },
      { path: 'src/a.ts', startLine: 2, endLine: 2 },
    ],
    [
      { path: ' spaces .js', startLine: 1, endLine: 1 },
      { path: ' spaces .js', startLine: 1, endLine: 1 },
    ],
    [
      { path: ' a.ts:7 ', startLine: null, endLine: null },
      { path: 'a.ts', startLine: 7, endLine: 7 },
    ],
    [{ path: '  ', startLine: 1, endLine: 1 }, { path: null }],
    [
      { path: null, startLine: 9, endLine: 4 },
      { path: null, startLine: 4, endLine: 9 },
    ],
  ])('%j is read as %j', (written, place) => {
    const reading = readReview(JSON.stringify(buildReview({ findings: [buildReviewFinding(written)] })));
    expect(reading).toMatchObject({ form: 'strict', review: { findings: [place] } });
  });
});

/** Texts made to be read for ever; doubling one may not do much more than double the time. */
const bombs = {
  'nested objects': '{"a":',
  'nested lists': '[{"a":',
  'open strings': '{"a":"',
  'open comments': '{/*',
  escapes: '{"\\',
  'cut findings': '{"findings":[{"title":"x","severity":"critical","a":',
  'nested items': '- a\n  - b\n',
  'rows of no table': '|a|b|\n',
  'one paragraph': 'a line of words\n',
};
test.each(Object.entries(bombs))(
  '%s without end are refused in time that grows with their length',
  (_, bomb) => {
    const timeOf = (length: number) => {
      const text = bomb.repeat(length / bomb.length);
      const before = process.cpuUsage();
      readReview(text);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    };
    timeOf(2_000);
    // Eight times as long: a square would be 64.
    expect(timeOf(32_000)).toBeLessThan(30 * timeOf(4_000) + 1_000);
  },
);

/** Of a length, what a pattern that tries again at each of its blanks or marks never ends on. */
const traps: Readonly<Record<string, (length: number) => string>> = {
  'blanks in a heading': (length) => `## Findings\n\n### a${' '.repeat(length)}b\n\nfoo`,
  'blanks in a heading below a file': (length) =>
    `## Findings\n\n### src/a.ts${' '.repeat(length)}b\n\n[high]\n\nfoo`,
  'blanks in a heading of a finding': (length) =>
    `## Findings\n\n### I1. The job is lost\n\nIt is.\n\n#### Fix${' '.repeat(length)}b\n\nfoo`,
  'dashes in a title': (length) => `## Findings\n\n### I1. ${'a - '.repeat(length / 4)}b\n\nfoo`,
  'tables that never end': (length) => '<table>\n'.repeat(length / 8),
  'summaries that never end': (length) => `<table><tr><td><details>${'<summary>'.repeat(length / 9)}</table>`,
  'blanks in a heading of a fold': (length) =>
    `<table><tr><td><details><summary>a</summary>\n# a${' '.repeat(length)}b\n</details></td></tr></table>`,
  'blanks in an element': (length) => `<q>a${' '.repeat(length)}b</q>`,
  'blanks behind a line': (length) => `a.ts:1${' '.repeat(length)}!`,
  'blanks in an annotation': (length) => `::error ${' '.repeat(length)}!`,
  colons: (length) => `${':'.repeat(length)}x`,
  'elements that never end': (length) => `${'<q>'.repeat(length / 8)}${'</z>'.repeat(length / 8)}`,
};
test.each(Object.entries(traps))('%s are read in time that grows with their length', (_, trap) => {
  const timeOf = (length: number) => {
    const before = process.cpuUsage();
    readReview(trap(length));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  timeOf(1_000);
  // Sixteen times as long: a square would be 256, a cube 4,096.
  expect(timeOf(16_000)).toBeLessThan(60 * timeOf(1_001) + 500);
});
