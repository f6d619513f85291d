import { describe, expect, test } from 'vitest';
import { readReview } from '../../src/findings/read-review.ts';

/** What is read from an answer: severity, path and first line of each finding. */
function read(answer: string): string[] {
  const reading = readReview(answer);
  if (reading.form === 'unreadable') return ['unreadable'];
  return reading.review.findings.map(({ severity, path, startLine }) => `${severity} ${path}:${startLine}`);
}

/** What is told of findings that were left out. */
function notesOf(answer: string): string {
  const reading = readReview(answer);
  return reading.form === 'unreadable' ? reading.reason : reading.notes.join('\n');
}

describe('headings that head no finding', () => {
  test('what was looked at has a heading, though it notes and recommends something', () => {
    const answer = `## Findings

### 🔴 The job is lost — \`src/queue.ts:40\`

It is taken before it is stored.

### ✅ VERIFIED: Sign-in

**Note:** The old sign-in is gone.
**Recommendation:** No changes needed.
`;
    expect(read(answer)).toEqual(['critical src/queue.ts:40']);
  });

  test('a heading that stands above nothing but a table is the title of the table', () => {
    const answer = `## A. Where we stand

| Level | Number | What is done |
|---|---|---|
| sure | 2 | mended here |

## B. ⚠️ What has to be decided

| # | Where | How it works |
|---|---|---|
| 4 | \`src/queue.ts:40\` | The queue takes a job of another owner without a look at its rights |
| 5 | \`src/poll.ts:7\` | The poll asks again while the first answer is still under way |
`;
    expect(read(answer)).toEqual(['important src/queue.ts:40', 'important src/poll.ts:7']);
  });

  test('a level with a number in brackets counts what follows, whatever stands behind a dash', () => {
    const answer = `## 🔴 CRITICAL (1) — by layer

- C1 \`src/queue.ts:40\`: the last job is lost

## 🟡 MEDIUM (2) — in short

- M1 \`src/poll.ts:7\`: each timer fires every second
- M2 \`src/poll.ts:9\`: the pause is never longer
`;
    expect(read(answer)).toEqual([
      'critical src/queue.ts:40',
      'important src/poll.ts:7',
      'important src/poll.ts:9',
    ]);
  });

  test('how long it takes is no finding', () => {
    const answer = `## Must fix

1. **The last job is lost** \`src/queue.ts:40\`

### Estimated time: **12 minutes**
`;
    expect(read(answer)).toEqual(['critical src/queue.ts:40']);
  });
});

describe('ids and boxes', () => {
  test('ids of rounds lead bold lines below the heading of an area', () => {
    const answer = `# Audit

## Round 6

### 6.1 Messages

**R6-L1: \`src/poll.ts\` line 7 — the message says too little.**
It should name the server.

**R6-L2: \`src/poll.ts\` line 9 — the message is never shown.**
It is written too late.
`;
    expect(read(answer)).toEqual(['important src/poll.ts:7', 'important src/poll.ts:9']);
  });

  test('an id stands apart with a dot in the middle', () => {
    const answer = `# What is left to decide

## D-01 · The queue loses its last job · \`src/queue.ts:40\`

Nothing stores it before the answer is sent.

## D-02 · The poll never pauses · \`src/poll.ts:7\`

It should wait longer each time.
`;
    expect(read(answer)).toEqual(['important src/queue.ts:40', 'important src/poll.ts:7']);
  });

  test('a ticked box in a heading says that the finding is dealt with', () => {
    const answer = `## A. Memory

### A1. \`[x]\` CRITICAL — the last job is lost

\`src/queue.ts:40\` takes it before it is stored.

### A2. \`[ ]\` HIGH — the poll never pauses

\`src/poll.ts:7\` asks every second.
`;
    expect(read(answer)).toEqual(['important src/poll.ts:7']);
    expect(notesOf(answer)).toContain('the last job is lost');
  });
});

describe('places', () => {
  test('the file of a heading and lines in brackets behind a title are one place', () => {
    const answer = `## Review

### 1. \`src/queue.ts\` (734 lines, new)

#### CRITICAL — The last job is lost (line 40)

It is taken before it is stored.

#### MEDIUM — The queue is sorted twice (lines 50-52)

Once is enough.
`;
    expect(read(answer)).toEqual(['critical src/queue.ts:40', 'important src/queue.ts:50']);
  });
});

describe('words of other languages', () => {
  test.each([
    ['Исправленные проблемы', 'Критические (исправлены)', 'Незначительные'],
    ['Problèmes résolus', 'Critiques (corrigés)', 'Mineurs'],
    ['Behobene Probleme', 'Kritisch (behoben)', 'Gering'],
    ['Problemas corregidos', 'Críticos (corregidos)', 'Menores'],
  ])('what is told as mended: %s', (title, level, minor) => {
    const answer = `# Review

## ${title}

### ${level}

| # | Problem | File | What was done |
|---|---|---|---|
| 1 | The last job is lost | \`src/queue.ts\` | It is stored first |

## ${minor}

| # | Problem | File |
|---|---|---|
| 2 | The name is too short | \`src/poll.ts\` |
`;
    expect(read(answer)).toEqual(['suggestion src/poll.ts:null']);
  });

  test.each([
    ['Lower priority', 'suggestion'],
    ['Higher priority issues', 'important'],
    ['低严重', 'suggestion'],
    ['中严重', 'important'],
  ])('the level of %s', (title, severity) => {
    expect(read(`## ${title}\n\n1. **The poll never pauses** \`src/poll.ts:7\`\n`)).toEqual([
      `${severity} src/poll.ts:7`,
    ]);
  });
});
