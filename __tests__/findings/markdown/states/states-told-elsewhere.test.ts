import { describe, expect, test } from 'vitest';
import { readReview } from '../../../../src/findings/read-review.ts';

/** The titles of the findings of an answer, and what is noted about it. */
function read(answer: string): { titles: string[]; notes: string } {
  const reading = readReview(answer);
  if (reading.form === 'unreadable') throw new Error(reading.reason);
  return { titles: reading.review.findings.map(({ title }) => title), notes: reading.notes.join('\n') };
}

const findings = `## Critical

### C1. The queue drops its last job

\`src/queue.ts:40\` ends too early.

## High

### H1. Polling asks every second

\`src/poll.ts:7\` never waits.

### H2. The name is cut

\`src/name.ts:3\` loses its end.

`;
const all = ['The queue drops its last job', 'Polling asks every second', 'The name is cut'];

describe('findings that are told to be dealt with away from them', () => {
  test.each([
    ['in a sentence', 'C1 and H2 have been fixed.\n\n'],
    [
      'behind a label',
      '**Implementation status:** C1, H2 and the first steps of the rest have been implemented.\n\n',
    ],
    ['behind a word', 'Fixed in this round: C1, H2\n\n'],
    ['in a list', '- C1 — fixed\n- H1 — open\n- H2 — fixed\n\n'],
    ['as a range', '**H2–H4 were fixed in 0a1b2c3.** C1 is now resolved.\n\n'],
    ['in other words', '已修复：C1、H2\n\n'],
    [
      'in a table',
      '| ID | Area | Status |\n|---|---|---|\n| C1 | queue | **Fixed** (with a test) |\n| H1 | poll | filed |\n| H2 | name | ✅ Done |\n\n',
    ],
  ])('%s', (_, told) => {
    const { titles, notes } = read(`# Review\n\n${told}${findings}`);
    expect(titles).toEqual(['Polling asks every second']);
    expect(notes).toContain('2 marked as dealt with left out');
  });

  test.each([
    ['what is not yet so', 'C1 and H2 have not been fixed.\n\n'],
    ['what should be', 'C1 and H2 must be fixed before the merge.\n\n'],
    ['what depends on them', 'See C1 and H2 for how errors are resolved.\n\n'],
    ['a table that says it of one and a list that says otherwise', 'Fixed: C9\n\n- C1 — still open\n\n'],
    ['a table with two states of one', '| ID | Status |\n|---|---|\n| C1 | Fixed |\n| C1 | reopened |\n\n'],
    ['a plan', '| ID | Fix |\n|---|---|\n| C1 | done in a day |\n\n'],
    ['advice', 'C1 is fixed by adding a check. H2 is resolved with a lock.\n\n'],
    ['a part of it', 'C1 was addressed in part. H2 has been fixed in the docs.\n\n'],
    ['what is taken back', 'C1 and H2 have been fixed. However, the fix is incomplete.\n\n'],
    ['what is open elsewhere', 'Fixed: C1, H2\n\n- C1 — still open\n- H2 must be fixed before the merge\n\n'],
    ['what a merge waits for', '## Merge when\n\n- C1 is fixed\n- H2 has been fixed\n\n'],
    ['what is due', '**Fixed before merge:** C1, H2\n\n'],
    ['a condition above a list', 'I approve as soon as:\n\n- C1 has been fixed\n- H2 has been fixed\n\n'],
    ['what was accepted', 'Accepted: C1, H2\n\nC1 was mitigated.\n\n'],
    ['other ids', 'C1a was fixed. Fixed: H2b\n\nC0-H9 — fixed\n\n'],
    ['findings of an earlier review', '## Previous review\n\n- C1 — fixed\n\n已修复：H2\n\n'],
    [
      'the steps of a review',
      '| ID | Check | Status |\n|---|---|---|\n| C1 | queue read | Done |\n| H2 | name read | Complete |\n\n',
    ],
  ])('but not for %s', (_, told) => {
    expect(read(`# Review\n\n${told}${findings}`).titles).toEqual(all);
  });

  test('numbers count where a row tells of the same, and no number names two', () => {
    const table = '| # | What | Status |\n|---|---|---|\n| 1 | last job of the queue | Fixed |\n\n';
    const numbered = (second: string) =>
      `# Review\n\n${table}## High\n\n### 1. The queue drops its last job\n\nIt ends.\n\n## Low\n\n### ${second}. The name is cut\n\nIt ends.\n`;
    expect(read(numbered('2')).titles).toEqual(['The name is cut']);
    expect(read(numbered('1')).titles).toEqual(['The queue drops its last job', 'The name is cut']);
    const other = numbered('2').replace('last job of the queue', 'pictures');
    expect(read(other).titles).toEqual(['The queue drops its last job', 'The name is cut']);
  });

  test('a finding that says itself that it is open stays one', () => {
    const open = findings.replace('ends too early.', 'ends too early: not fixed yet.');
    expect(read(`# Review\n\nC1 has been fixed.\n\n${open}`).titles).toEqual(all);
  });

  test('what follows about another finding takes nothing back', () => {
    const told = 'C1 was fixed in 0a1b2c3. H1 remains open. **Status:** H2 has been fixed in this PR.\n\n';
    expect(read(`# Review\n\n${told}${findings}`).titles).toContain('Polling asks every second');
    expect(read(`# Review\n\n${told}${findings}`).titles).not.toContain('The queue drops its last job');
  });

  test('an id of two findings settles none', () => {
    const part = (title: string) => `### Critical\n\n#### C1. ${title}\n\n\`src/a.ts:4\`\n\n`;
    const parts = `## Server\n\n${part('Sockets pile up')}## Client\n\n${part('The queue drops its job')}`;
    expect(read(`# Review\n\nC1 has been fixed.\n\n${parts}`).titles).toHaveLength(2);
  });
});
