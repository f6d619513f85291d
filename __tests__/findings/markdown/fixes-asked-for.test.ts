import { describe, expect, test } from 'vitest';
import { readReview } from '../../../src/findings/read-review.ts';

/** The findings of an answer as `severity place`, and what is noted about it. */
function read(heading: string, list: string): { findings: string[]; notes: string } {
  const reading = readReview(
    `# Review\n\n## Summary\n\nThe change adds a queue.\n\n## ${heading}\n\n${list}\n`,
  );
  if (reading.form === 'unreadable') return { findings: [], notes: reading.reason };
  const { findings } = reading.review;
  return {
    findings: findings.map(({ severity, path, startLine }) => `${severity} ${path}:${startLine}`),
    notes: reading.notes.join('\n'),
  };
}

describe('a list of fixes', () => {
  test.each([
    ['Critical Fixes', 'critical'],
    ['Required Fixes', 'critical'],
    ['Must-fix changes', 'critical'],
    ['Mandatory fixes', 'critical'],
    ['Critical Fixes Needed', 'critical'],
    ['High Priority Fixes', 'important'],
  ])('that asks for changes holds findings: %s', (heading, severity) => {
    const list =
      '1. Drain the queue before the process ends (`src/queue.ts:40`): the last job is lost.\n2. Polling must wait (`src/poll.ts:7`).';
    expect(read(heading, list).findings).toEqual([
      `${severity} src/queue.ts:40`,
      `${severity} src/poll.ts:7`,
    ]);
  });

  test.each(['Critical Fixes', 'Required Fixes'])(
    'that reports changes holds none and is told: %s',
    (heading) => {
      const list =
        '1. Fixed the queue, which dropped its last job (`src/queue.ts:40`).\n2. Added a pause to polling (`src/poll.ts:7`).';
      const { findings, notes } = read(heading, list);
      expect(findings).toEqual([]);
      expect(notes).toContain('2 marked as dealt with left out');
    },
  );
});
