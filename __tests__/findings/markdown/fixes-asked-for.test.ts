import { describe, expect, test } from 'vitest';
import { readReview } from '../../../src/findings/read-review.ts';
import { requestOf } from '../../../src/findings/words/request-titles.ts';

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
    ['Fixes required before merge', 'critical'],
    ['Required actions', 'critical'],
    ['Must address before merging', 'critical'],
    ['To be fixed before this can land', 'critical'],
    ['Required changes (blocking)', 'critical'],
    ['Please fix prior to approval', 'critical'],
    ['Changes requested', 'important'],
    ['Changes needed (2)', 'important'],
    ['Should be addressed before release', 'important'],
    ['Points to fix', 'important'],
    ['Recommended fixes', 'important'],
    ['Prerequisites for merging', 'important'],
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

  test.each([
    'Changes made before merge',
    'Fixed before merging',
    'Fixes for release',
    'Changes to address review comments',
    'Required changes from the previous round',
  ])('is no request where its title tells of something else: %s', (heading) =>
    expect(requestOf(heading)).toBeNull(),
  );

  test('says what is recommended once more where it was found already', () => {
    const found = '1. Drain the queue before the process ends (`src/queue.ts:40`): the last job is lost.';
    const again = '## Recommended fixes\n\n1. Drain the queue before the process ends: the last job is lost.';
    expect(read('Critical', `${found}\n\n${again}`).findings).toEqual(['critical src/queue.ts:40']);
  });

  test.each(['Changes requested', 'Please fix', 'Required fix', 'Changes needed before merge'])(
    'below a grave finding belongs to that finding: %s',
    (request) => {
      const one = (title: string, level: string) =>
        `### ${title}\n\n**Severity:** ${level}\n\nIt does what nobody wants.\n\n#### ${request}\n\nTurn it around.\n`;
      const both = [
        one('1. The id is injected (`src/db.ts:10`)', 'critical'),
        one('2. The lock leaks (`src/lock.ts:4`)', 'important'),
      ];
      expect(read('Findings', both.join('\n')).findings).toEqual([
        'critical src/db.ts:10',
        'important src/lock.ts:4',
      ]);
    },
  );

  test('below a finding may list others', () => {
    const list =
      '- **Critical:** `src/a.ts:1`: the id is injected.\n- **Critical:** `src/b.ts:2`: so is the name.';
    const group = `### High: database\n\nIt is open to injection.\n\n#### Required changes\n\n${list}\n`;
    expect(read('Findings', group).findings).toEqual(
      expect.arrayContaining(['critical src/a.ts:1', 'critical src/b.ts:2']),
    );
  });

  test('below a mild finding is as urgent as it says', () => {
    const mild =
      '### Suggestion: a name in `src/a.ts:3`\n\nIt is unclear.\n\n#### Required changes\n\nBind the id in `src/db.ts:10`.\n';
    expect(read('Findings', mild).findings).toContain('critical src/db.ts:10');
  });

  test.each([
    ['blanks', `Fix${' '.repeat(100_000)}x`],
    ['clauses', 'before this '.repeat(9_000)],
    ['short clauses', 'before it '.repeat(8)],
  ])('is told by its title in time: %s', (_, title) => {
    const start = performance.now();
    expect(requestOf(title)).toBeNull();
    expect(performance.now() - start).toBeLessThan(100);
  });
});
