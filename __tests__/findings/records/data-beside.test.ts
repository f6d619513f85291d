import { describe, expect, test } from 'vitest';
import { readReview } from '../../../src/findings/read-review.ts';

function read(answer: string): string[] {
  const reading = readReview(answer);
  if (reading.form === 'unreadable') return ['unreadable'];
  return reading.review.findings.map(({ severity, path, startLine }) => `${severity} ${path}:${startLine}`);
}

const markdown = '## Findings\n\n### [important] It polls too often (`src/poll.ts:7`)\n\nEach second.\n';
const slow = 'important src/poll.ts:7';
const lost = 'critical src/queue.ts:40';

describe('Beside findings in Markdown', () => {
  test.each([
    [
      'an object',
      '```json\n{"severity":"critical","file":"src/queue.ts","line":40,"title":"The last job is lost"}\n```',
    ],
    [
      'a record in code',
      '```\nseverity: critical\nfile: src/queue.ts\nline: 40\ntitle: The last job: lost\n```',
    ],
  ])('%s with a level and a line counts, and is told', (_, data) => {
    const answer = `${markdown}\nOne more:\n\n${data}\n`;
    expect(read(answer)).toEqual([slow, lost]);
    expect(readReview(answer)).toHaveProperty('notes', [expect.stringContaining('The last job')]);
  });

  test.each([
    [
      'names a finding again',
      '```json\n{"severity":"high","file":"src/poll.ts","line":7,"title":"Polls too often"}\n```',
    ],
    ['names no level', '```json\n{"path":"src/queue.ts","line":40,"message":"The last job is lost"}\n```'],
    ['names no line', '```yaml\nseverity: critical\nfile: src/queue.ts\ntitle: the last job\n```'],
    [
      'is dealt with',
      '```json\n{"severity":"critical","file":"src/queue.ts","line":40,"title":"A job is lost","status":"fixed"}\n```',
    ],
  ])('an object that %s does not', (_, data) =>
    expect(read(`${markdown}\nSo:\n\n${data}\n`)).toEqual([slow]),
  );

  test('an object that judges says how many there are', () => {
    const judged = (critical: number) =>
      readReview(
        `${markdown}\n\`\`\`json\n{"verdict":"reject","critical":${critical},"important":1}\n\`\`\`\n`,
      );
    expect(judged(0)).not.toHaveProperty('missing');
    expect(judged(1)).toHaveProperty('missing', [expect.stringContaining('1 critical finding')]);
  });
});
