import { describe, expect, test } from 'vitest';
import { readReview } from '../../../../src/findings/read-review.ts';

function read(answer: string): string[] {
  const reading = readReview(answer);
  if (reading.form === 'unreadable') return ['unreadable'];
  return reading.review.findings.map(({ severity, path, startLine }) => `${severity} ${path}:${startLine}`);
}

const lost = 'critical src/queue.ts:40';
const mild = 'suggestion src/poll.ts:7';
const words = 'the last job is lost when it stops';

describe('A comment that begins with its level and its place is read', () => {
  test.each([
    ['a mark', `🔴 src/queue.ts:40 ${words}\n🟢 src/poll.ts:7 a name says nothing\n`],
    ['brackets', `[Critical] src/queue.ts:40 - ${words}\n[Nit] src/poll.ts:7 - a name says nothing\n`],
    ['brackets behind', `src/queue.ts:40 [CRITICAL] ${words}\nsrc/poll.ts:7 [NIT] a name says nothing\n`],
    [
      'brackets of other scripts',
      `【严重】src/queue.ts:40 任务在停止时会丢失\n【建议】src/poll.ts:7 命名不清晰的变量\n`,
    ],
    ['capitals', `CRITICAL src/queue.ts:40 ${words}\nLOW src/poll.ts:7 a name says nothing\n`],
    ['bars', `CRITICAL | src/queue.ts:40 | ${words}\nLOW | src/poll.ts:7 | a name says nothing\n`],
    ['bold', `**[BLOQUANT]** src/queue.ts:40 — ${words}\n**[MINEUR]** src/poll.ts:7 — un nom court ici\n`],
    ['points', `• [Critical] src/queue.ts:40 ${words}\n• [Low] src/poll.ts:7 a name says nothing\n`],
    [
      'letters',
      `Blocking:\na) src/queue.ts:40 — ${words}\n\nNon-blocking:\nb) src/poll.ts:7 — a short name\n`,
    ],
    [
      'lines above',
      `BLOCKER\nsrc/queue.ts:40\nThe last job is lost.\n\nNIT\nsrc/poll.ts:7\nA name says nothing.\n`,
    ],
    [
      'a line with a category',
      `---\n**src/queue.ts** (line 40) · \`critical\` · bug\nThe job is lost.\n---\n**src/poll.ts** (line 7) · \`low\` · style\nA name says nothing.\n---\n`,
    ],
    [
      'a place above a conventional comment',
      '`src/queue.ts:40`\nissue (blocking): the last job is lost\n\n`src/poll.ts:7`\nnitpick: a name says nothing\n',
    ],
    [
      'a place above, between files and code',
      '### Reviewed Changes\n\n| File | Description |\n|---|---|\n| src/a.ts | Adds it |\n\n---\n\n**src/queue.ts:40**\n\n[blocking] The last job is lost.\n```suggestion\nkeep(job)\n```\n\n**src/poll.ts:7**\n\n[nitpick] A name says nothing.\n',
    ],
    [
      'code',
      `My review:\n\n\`\`\`text\nsrc/queue.ts:40 [CRITICAL] ${words}\nsrc/poll.ts:7 [NIT] a short name\n\`\`\`\n`,
    ],
  ])('with %s', (_, answer) => expect(read(answer)).toEqual([lost, mild]));

  test('beside findings in another form', () =>
    expect(
      read(
        `## Minor\n\n- **A name says nothing** (\`src/poll.ts:7\`)\n\nAlso:\n\nsrc/queue.ts:40: critical: ${words}\n`,
      ),
    ).toEqual([mild, lost]));
});

describe('No comment is', () => {
  test.each([
    ['a sentence', 'Critical paths in src/queue.ts:40 are fast and well tested.\n'],
    [
      'what is dealt with',
      '## Previously reported\n\n[High] src/queue.ts:40 the job is lost — resolved\n\n## New findings\n\nNone.\n',
    ],
    ['praise', '`src/queue.ts:40`\npraise: a good guard here\n'],
  ])('%s', (_, answer) => expect(read(answer).filter((each) => each !== 'unreadable')).toEqual([]));
});

describe('Where no findings are to be expected', () => {
  test('an open box and what is said to be open count where they name a level and a line', () => {
    expect(
      read(
        '## Review checklist\n\n- [x] No secrets\n- [ ] **CRITICAL**: `src/queue.ts:40` loses the last job\n',
      ),
    ).toEqual([lost]);
    expect(
      read(
        '## Previous findings\n\n- ✅ **Critical** `src/a.ts:4` a lock is held — fixed\n- ❌ **Critical** `src/queue.ts:40` the job is lost — still not fixed\n',
      ),
    ).toEqual([lost]);
  });
});

test('a place between a title and its level is kept', () =>
  expect(read('#### The last job is lost — `src/queue.ts:40` — CRITICAL\n\nNobody keeps it.\n')).toEqual([
    lost,
  ]));

test.each([
  [
    'columns of any name',
    '| Sev. | Where | What happens | Proposal |\n|---|---|---|---|\n| 🔴 P0 | `src/queue.ts` L40 | the last job is lost | keep it |\n',
  ],
  [
    'a bare link to its lines',
    'Found 1 issue:\n\n1. **Critical**: the last job is lost when it stops\n\nhttps://github.com/o/r/blob/0123456789abcdef0123456789abcdef01234567/src/queue.ts#L40-L42\n',
  ],
  ['a score', '### The last job is lost\n\n- **CVSS:** 9.8 (Critical)\n- **Location:** src/queue.ts:40\n'],
])('a finding with %s is read', (_, answer) => expect(read(answer)).toEqual([lost]));
