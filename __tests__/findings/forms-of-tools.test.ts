import { describe, expect, test } from 'vitest';
import { readReview } from '../../src/findings/read-review.ts';

/** What is read from an answer: severity, path and first line of each finding. */
function read(answer: string): (string | null)[] {
  const reading = readReview(answer);
  if (reading.form === 'unreadable') return ['unreadable'];
  return reading.review.findings.map(({ severity, path, startLine }) => `${severity} ${path}:${startLine}`);
}

const notesOf = (answer: string): readonly string[] => {
  const reading = readReview(answer);
  return reading.form === 'unreadable' ? [] : reading.notes;
};

const lost = 'critical src/queue.ts:40';
const slow = 'important src/poll.ts:7';
const name = 'suggestion src/poll.ts:3';

describe('levels', () => {
  test('of a heading that says the level of what stands below it, and is said of other things', () => {
    const answer =
      '# Review\n\n**Status:** issues_found\n\n## Warnings\n\n### WR-01: It polls too often\n\n**File:** `src/poll.ts:7`\n**Issue:** Every timer fires.\n**Fix:** Wait.\n\n## Info\n\n### IN-01: The name is short\n\n**File:** `src/poll.ts:3`\n**Issue:** One letter.\n**Fix:** Rename it.\n';
    expect(read(answer)).toEqual([slow, name]);
  });

  test('of such a heading make no findings of plain words', () => {
    const answer =
      '# Review\n\n## Info\n\n- Reviewed on Monday\n- Twelve files\n\n## Critical\n\n1. **The last job is lost** — `src/queue.ts:40`\n';
    expect(read(answer)).toEqual([lost]);
  });

  test.each([
    [
      'Croatian',
      '## Kritični nalazi\n\n### K1. Posao se gubi\n\n**Fajl:** `src/queue.ts:40`.\n\nOpis.\n\n## P2 nalazi\n\n### K2. Prečesto pita\n\n**Fajlovi:** `src/poll.ts:7`\n',
    ],
    [
      'Italian, underlined',
      'P0 - Bloccanti\n==============\n\n1. Il lavoro va perso\n---------------------\nFile: src/queue.ts:40\n\nProblema:\nReturn anticipato.\n\n\nP2 - Lentezza\n=============\n\n2. Chiede troppo spesso\n-----------------------\nFile: src/poll.ts:7\n\nProblema:\nOgni secondo.\n',
    ],
  ])('in %s', (_, answer) => expect(read(answer)).toEqual([lost, slow]));

  test('of emojis by name', () => {
    expect(
      read(
        '## Findings\n\n- :red_circle: The last job is lost — `src/queue.ts:40`\n- :bulb: The name is short — `src/poll.ts:3`\n',
      ),
    ).toEqual([lost, name]);
  });
});

describe('what is dealt with', () => {
  test.each([
    ['a last item', '1. **The job is lost**\n   - Where: `src/queue.ts:40`\n   - **Fixed** ✅\n'],
    ['an arrow', '1. **Queue**: the last job was lost → Düzeltildi\n'],
  ])('by %s', (_, item) => {
    const answer = `## Critical issues\n\n${item}\n## Warnings\n\n1. **It polls too often** — \`src/poll.ts:7\`\n`;
    expect(read(answer)).toEqual([slow]);
    expect(notesOf(answer).join()).toContain('dealt with');
  });

  test('is not what a label says', () => {
    expect(
      read(
        '## Critical\n\n### 1. Classes do too much — `src/queue.ts:40`\n\n**Open/Closed:**\n\n- A new queue changes the factory\n',
      ),
    ).toEqual([lost]);
  });
});

describe('places', () => {
  test('in a title, before words that name another file', () => {
    expect(read('## Bugs\n\n1. **`src/poll.ts:7`** — waits for ever, as `src/queue.ts` does not.\n')).toEqual(
      [slow],
    );
  });

  test.each([
    ['one file', 'Location: queue.ts, poll.ts'],
    ['files of a list', 'Location:\n- queue.ts (120 lines)\n- poll.ts (80 lines)'],
  ])('of %s, without a folder', (_, location) => {
    expect(
      read(`## Critical\n\n### 1. The job is lost\n\n${location}\n\nIssue: It returns too early.\n`),
    ).toEqual(['critical queue.ts:null']);
  });

  test('in JSON, with words in brackets behind them', () => {
    const findings = [
      { title: 'No headers are set', severity: 'HIGH', location: 'index.html (head section)' },
    ];
    expect(read(JSON.stringify({ findings }))).toEqual(['important index.html:null']);
  });
});

test('entries that say that all is well, or that they are dealt with, are none, and noted', () => {
  const findings = [
    { type: 'finding', severity: 'critical', title: 'The last job is lost', file: 'src/queue.ts', line: 40 },
    { type: 'finding', severity: 'good', title: 'All timers are cleared' },
    { type: 'finding', severity: 'critical', title: 'The lock leaks', file: 'src/lock.ts', status: 'fixed' },
  ];
  const answer = JSON.stringify({ findings });
  expect(read(answer)).toEqual([lost]);
  const notes = notesOf(answer);
  expect(notes).toContain('"All timers are cleared" says that all is well');
  expect(notes.join()).toContain('marked as dealt with');
});

test('records of a tool name their level as a type', () => {
  const answer =
    'Starting review in plain text mode...\n\n====\nFile: src/poll.ts\nLine: 7 to 9\nType: potential_issue\n\nPrompt for AI Agent:\nIn @src/poll.ts around lines 7 - 9, the timer fires too often; wait for the queue.\n\n====\nFile: src/poll.ts\nLine: 3\nType: nitpick\n\nPrompt for AI Agent:\nIn @src/poll.ts at line 3, the name is short; use a longer one.\n\n====\nFile: vendor/queue\nLine: 1\nType: potential_issue\n\nPrompt for AI Agent:\nIn @vendor/queue at line 1, the submodule is dirty; commit it first.\n\nReview completed\n';
  expect(read(answer)).toEqual([slow, name, 'important vendor/queue:1']);
});

test('a terminal shows Markdown behind a margin and without its marks', () => {
  const answer =
    'Here is the report:\n\n  Review of the queue\n\n  Date: Monday\n  Scope: all of it\n\n  ---\n  🔴 CRITICAL ISSUES (Immediate Action)\n\n  1. QUEUE: The last job is lost\n\n  Location:\n  - src/queue.ts:40\n\n  Issue: It returns too early.\n\n  Recommendation:\n  # drain first\n  drain()\n\n  ---\n  🟡 MEDIUM PRIORITY ISSUES\n\n  2. POLL: It polls too often\n\n  Location: src/poll.ts:7\n\n  Issue: Every second.\n\n  ---\n  📊 Numbers\n\n  - Files: 12\n  - Lines: 340 (good)\n';
  expect(read(answer)).toEqual([lost, slow]);
});

describe('headings', () => {
  test('above a comment in a fence of Markdown', () => {
    const answer =
      '# Comments\n\n## Critical (blocking)\n\n### **1. Draining**\n```markdown\n🚨 **CRITICAL:** The last job is lost\n\n**Issue:**\n- It returns too early\n\n**Files Affected:**\n- `src/queue.ts:40`\n```\n\n## Positive feedback\n\n### **2. Names**\n```markdown\n✅ **EXCELLENT:** Good names\n```\n';
    expect(read(answer)).toEqual([lost]);
  });

  test('whose numbers run on below the next level are findings, whatever they say', () => {
    const answer =
      '## Critical issues\n\n### 1. The job is lost\n\n**Where:** `src/queue.ts:40`\n\n## Medium issues\n\n### 2. Error handling improvements\n\n**Where:** `src/poll.ts:7`\n\n- It polls too often\n\n### 3. Test coverage\n\n**Where:** `src/poll.ts:3`\n\n- No test fails\n';
    expect(read(answer)).toEqual([lost, slow, 'important src/poll.ts:3']);
  });

  test('that count a bug are findings, whatever they say', () => {
    const answer =
      'Three bugs came up.\n\n### Bug 1 — the job is lost\n- Root cause: it returns too early in `src/queue.ts:40`.\n\n### Bug 2 — the summary is wrong\n- It counts twice in `src/poll.ts:7`.\n\n### Source\n`notes.txt`\n';
    expect(read(answer)).toEqual(['important src/queue.ts:40', slow]);
  });

  test('with a level each outrank the level of what stands above them', () => {
    const answer =
      '## Problemas críticos encontrados\n\n### 1. Se pierde el trabajo (Alta prioridad)\n\nVer `src/queue.ts:40`.\n\n### 2. Pregunta demasiado (Media prioridad)\n\nVer `src/poll.ts:7`.\n\n### 3. Nombre corto (Baja prioridad)\n\nVer `src/poll.ts:3`.\n\n## 🚨 Notas importantes\n\n- No cambiar sin copia\n';
    expect(read(answer)).toEqual(['important src/queue.ts:40', slow, name]);
  });

  test('in bold, with words in brackets behind them, above a list', () => {
    const answer =
      '**Inaccuracies (plan.md against the code)**\n- The worker does not drain the queue. `src/queue.ts:40-44`\n- It does not wait between two polls. `src/poll.ts:7`\n\n**Overall assessment**\nNot ready.\n';
    expect(read(answer)).toEqual(['important src/queue.ts:40', slow]);
  });
});

test('a table of fields says what one finding is', () => {
  const answer =
    '# Finding 2: The last job is lost\n\n| Field | Value |\n|---|---|\n| Category | Reliability |\n| Severity | critical |\n| Status | Confirmed |\n| Affected files | /home/me/app/src/queue.ts:40, /home/me/app/src/poll.ts:7 |\n\n## Problem\n\nIt returns too early.\n\n## Resolution\n\n1. Drain first.\n\n## Related findings\n\nNone.\n';
  expect(read(answer)).toEqual(['critical /home/me/app/src/queue.ts:40']);
});

test('points about code below titles that tell nothing are noted where they are most of what is said', () => {
  const points = ['drain', 'poll', 'stop', 'start', 'join'].map(
    (each) => `- \`${each}()\` is missing a guard, and loses a job.\n`,
  );
  const answer = `# Review\n\n## Critical\n\n1. **The job is lost** — \`src/queue.ts:40\`\n\n## 1. Queue layer\n\n### 1.1 Entities\n\n${points.join('')}`;
  expect(read(answer)).toEqual([lost]);
  expect(notesOf(answer).join()).toMatch(/5 points about code left out.*drain/);
});
