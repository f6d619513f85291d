import { describe, expect, test } from 'vitest';
import { readReview } from '../../../src/findings/read-review.ts';
import type { ReadReview } from '../../../src/model/finding.ts';

/** The review in a Markdown answer. */
function read(answer: string): ReadReview {
  const reading = readReview(answer);
  if (reading.form !== 'markdown') throw new Error(`read as ${reading.form}`);
  return reading.review;
}

/** The only finding of a section with this heading and content. */
function readOne(content: string, heading = 'Important Issues'): ReadReview['findings'][number] {
  const { findings } = read(`## ${heading}\n\n${content}\n`);
  expect(findings).toHaveLength(1);
  return findings[0] as ReadReview['findings'][number];
}

describe('a whole review', () => {
  const review = read(`I have now read everything and will write my review.

# Review of the queue

## Executive Summary

The queue now **drains** on stop.

## Findings

### Critical Issues

None.

### Important Issues

I1. **\`drain\` drops the last job** — \`src/queue.ts:40-44\` *(important, regression)*

\`\`\`ts
while (jobs.length > 1) run(jobs.shift());
\`\`\`

The loop ends one job early, so the last job is lost.

Verified via \`git show main:src/queue.ts\`: the old loop ran to zero.

Fix: compare with zero.

\`\`\`diff
-while (jobs.length > 1)
+while (jobs.length > 0)
\`\`\`

### Suggestions

S1. **Name the timeout** — \`src/queue.ts:7\`, \`src/worker.ts:12\` (suggestion, gap)

30 000 stands twice.

## Design Observations

### Concerns

- **Two clocks** *(future)*: tests cannot stop the second one.
- The queue knows its workers.

### Strengths

1. One owner for every job.

## Testing Assessment

The happy path is covered. Untested, by risk:

1. High risk: a stop while a job fails.
2. Two stops at once (low).

## Documentation Assessment

The README names the old option.

## Commit Structure

One commit a concern.

## Acknowledged Limitations

- No persistence, says the author.

## Coverage Summary

| File | Status |
| --- | --- |
| \`src/queue.ts\` (+12 −3) | I1, S1 |
| \`src/worker.ts\` | Reviewed, no issues |
| \`dist/queue.js\` | Not reviewed: generated |
`);

  test('has its findings with ids, severities, kinds, places and code', () => {
    expect(review.findings).toMatchObject([
      {
        id: 'I1',
        severity: 'important',
        kind: 'regression',
        title: '`drain` drops the last job',
        path: 'src/queue.ts',
        startLine: 40,
        endLine: 44,
        quote: 'while (jobs.length > 1) run(jobs.shift());',
        explanation: 'The loop ends one job early, so the last job is lost.',
        evidence: [{ text: 'Verified via `git show main:src/queue.ts`: the old loop ran to zero.' }],
        fix: 'compare with zero.',
        patch: '-while (jobs.length > 1)\n+while (jobs.length > 0)',
      },
      {
        id: 'S1',
        severity: 'suggestion',
        kind: 'gap',
        title: 'Name the timeout',
        places: [
          { path: 'src/queue.ts', startLine: 7, endLine: 7 },
          { path: 'src/worker.ts', startLine: 12, endLine: 12 },
        ],
        explanation: '30 000 stands twice.',
        fix: null,
      },
    ]);
  });

  test('has every other section, without the narration before the first heading', () => {
    expect(review).toMatchObject({
      summary: 'The queue now **drains** on stop.',
      design: {
        concerns: [
          { text: '**Two clocks** tests cannot stop the second one.', scope: 'future' },
          { text: 'The queue knows its workers.', scope: 'in-scope' },
        ],
        strengths: ['One owner for every job.'],
      },
      testing: {
        assessment: 'The happy path is covered. Untested, by risk:',
        untested: [
          { scenario: 'High risk: a stop while a job fails.', risk: 'high' },
          { scenario: 'Two stops at once (low).', risk: 'low' },
        ],
      },
      documentation: 'The README names the old option.',
      commits: 'One commit a concern.',
      limitations: ['No persistence, says the author.'],
      coverage: [
        { path: 'src/queue.ts', status: 'read' },
        { path: 'src/worker.ts', status: 'read' },
        { path: 'dist/queue.js', status: 'skipped' },
      ],
    });
  });
});

describe('the head of a finding', () => {
  const place = { path: 'src/a.ts', startLine: 12, endLine: 14 };
  test.each([
    ['an id in bold', '**I3. Leaks a lock** — `src/a.ts:12-14`', { id: 'I3' }],
    ['an id before bold', 'I3. **Leaks a lock** — src/a.ts:12-14', { id: 'I3' }],
    ['an id in brackets', '**[I3] Leaks a lock** (`src/a.ts:12-14`)', { id: 'I3' }],
    ['an id in a heading', '#### I3: Leaks a lock — `src/a.ts:12-14`', { id: 'I3' }],
    ['an id that is all the bold', '**I3.** Leaks a lock — `src/a.ts:12-14`', { id: 'I3' }],
    ['a numbered item', '1. **Leaks a lock** — `src/a.ts:12-14`', {}],
    ['a number in bold', '**1. Leaks a lock** — `src/a.ts:12-14`', {}],
    ['a bullet', '- **Leaks a lock** — `src/a.ts:12-14`', {}],
    ['a place before the title', '**`src/a.ts:12-14` — Leaks a lock**', {}],
    ['a severity before place and title', '**[IMPORTANT] src/a.ts:12-14 — Leaks a lock**', {}],
    ['a link', '**Leaks a lock** — [src/a.ts:12-14](https://example.com/a.ts#L12-L14)', {}],
    ['a link with the lines in its target', '**Leaks a lock** — [`src/a.ts`](src/a.ts#L12-L14)', {}],
    ['lines in words', '**Leaks a lock** — `src/a.ts` (lines 12-14)', {}],
    ['lines behind the code', '**Leaks a lock** — `src/a.ts`:12-14', {}],
    ['a place on a line of its own', '**Leaks a lock**\n`src/a.ts:12-14`', {}],
    ['a labelled place', '### I3. Leaks a lock\n\n**File:** `src/a.ts:12-14`', { id: 'I3' }],
    ['a kind in italics', '**Leaks a lock** — `src/a.ts:12-14` *(important, gap)*', { kind: 'gap' }],
    ['a kind in code', '**Leaks a lock** — `src/a.ts:12-14` (`regression`)', { kind: 'regression' }],
  ])('is %s', (_, head, more) => {
    const finding = readOne(`${head}\n\nNobody frees it.`);
    expect(finding).toMatchObject({ title: 'Leaks a lock', severity: 'important', ...place, ...more });
    expect(finding.explanation).toBe('Nobody frees it.');
  });

  test('gives its severity where the section has none', () => {
    const { findings } = read(
      '## Findings\n\n**[CRITICAL] src/a.ts:1 — Loses data**\n\nYes.\n\n**High: Hangs** — `src/b.ts:2`\n\nYes.\n\n**Nit: Typo** — `src/c.ts:3`\n\nYes.',
    );
    expect(findings.map(({ severity, title }) => [severity, title])).toEqual([
      ['critical', 'Loses data'],
      ['important', 'Hangs'],
      ['suggestion', 'Typo'],
    ]);
  });

  test.each([
    ['Critical', 'critical'],
    ['🔴 Critical Issues (1)', 'critical'],
    ['High Priority', 'important'],
    ['2. Important Findings', 'important'],
    ['Minor issues', 'suggestion'],
    ['Suggestions', 'suggestion'],
  ])('has the severity of its section "%s"', (heading, severity) => {
    expect(readOne('1. **Leaks a lock** — `src/a.ts:12`', heading).severity).toBe(severity);
  });

  test('is not bold text inside a finding', () => {
    const finding = readOne(
      '### I1. Leaks a lock — `src/a.ts:12`\n\n**Impact** — `src/b.ts:3` waits.\n\n- **One** way: `src/b.ts:4`\n- **Another**',
    );
    expect(finding.explanation).toContain('**Another**');
  });
});

describe('the body of a finding', () => {
  test('may begin in the paragraph of the head, with its parts on lines of their own', () => {
    const finding = readOne(
      'I1. **Leaks a lock** — `src/a.ts:12`\nNobody frees it.\nFix: free it.\n*(important, regression)*',
    );
    expect(finding).toMatchObject({
      explanation: 'Nobody frees it.',
      fix: 'free it.',
      kind: 'regression',
    });
  });

  test.each(['`(important, gap)` — as the author says.', 'As the author says. (important, gap)'])(
    'may hold the tags: %s',
    (paragraph) => {
      const finding = readOne(`I1. **Leaks a lock** — \`src/a.ts:12\`\n\nNobody frees it.\n\n${paragraph}`);
      expect(finding.kind).toBe('gap');
      expect(finding.explanation).toMatch(/^Nobody frees it\.\n\nas the author says\.$/i);
    },
  );

  test('keeps further code with the part it stands in', () => {
    const finding = readOne(
      'I1. **Leaks a lock** — `src/a.ts:12`\n\n```ts\nlock();\n```\n\nAs before:\n\n```ts\nunlock();\n```\n\n**Suggested fix:**\n\n```ts\nusing lock();\n```',
    );
    expect(finding.quote).toBe('lock();');
    expect(finding.explanation).toContain('unlock();');
    expect(finding.fix).toContain('using lock();');
  });
});

describe('what agents get wrong in Markdown', () => {
  test('a fence left open ends at the next heading', () => {
    const { findings, documentation } = read(
      '## Suggestions\n\nS1. **Leaks** — `a.ts:1`\n\n```ts\nlock();\n\n## Documentation Assessment\n\nNone needed here.',
    );
    expect(findings[0]?.quote?.trim()).toBe('lock();');
    expect(documentation).toBe('None needed here.');
  });

  test('bold lines serve as headings, and a bold word as the heading of its paragraph', () => {
    const { findings, design } = read(
      '**Important Issues**\n1. **Leaks** — `a.ts:1`\n\n**Design Observations**\n\n**Concerns** — Two clocks.\n\n**Strengths:** One owner.\n',
    );
    expect(findings).toHaveLength(1);
    expect(design).toEqual({
      concerns: [{ text: 'Two clocks.', scope: 'in-scope' }],
      strengths: ['One owner.'],
    });
  });

  test('ids of several passes are made unique, and nothing is lost', () => {
    const pass = '## Important Issues\n\nI1. **Leaks** — `a.ts:1`\n\nYes.\n\n';
    expect(read(pass + pass.replace('Leaks', 'Hangs')).findings.map(({ id, title }) => [id, title])).toEqual([
      ['I1', 'Leaks'],
      ['I1-2', 'Hangs'],
    ]);
  });

  test('"None." is no point', () => {
    const { design, limitations } = read(
      '## Strengths\n\nNone.\n\n## Concerns\n\n- None\n\n## Limitations\n\nNone found in the changed code.\n',
    );
    expect([design, limitations]).toEqual([{ concerns: [], strengths: [] }, []]);
  });
});

test('prose without a section of a review is no review', () => {
  expect(readReview('I looked at `src/a.ts:12` and everything is fine.').form).toBe('unreadable');
});

test('a finding may name any number of lines', () => {
  const lines = Array.from({ length: 150_000 }, (_, index) => index + 1).join(', ');
  const reading = readReview(
    `## Findings\n\n### The job is lost\n\nSeverity: high\nFile: src/a.ts\n\nLines: ${lines}\n\nIt is lost.\n`,
  );
  if (reading.form === 'unreadable') throw new Error(reading.reason);
  expect(reading.review.findings).toMatchObject([{ title: 'The job is lost', path: 'src/a.ts' }]);
});
