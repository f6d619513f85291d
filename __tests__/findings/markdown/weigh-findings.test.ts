import { describe, expect, test } from 'vitest';
import { readReview } from '../../../src/findings/read-review.ts';

/** The findings of an answer as `severity title`, and what is noted about it. */
function read(answer: string): { findings: string[]; notes: string } {
  const reading = readReview(answer);
  if (reading.form === 'unreadable') throw new Error(reading.reason);
  return {
    findings: reading.review.findings.map(({ severity, title }) => `${severity} ${title}`),
    notes: reading.notes.join('\n'),
  };
}

const review = `# Review

## Critical

### C1: The queue drops its last job

**File:** \`src/queue.ts:40\`

The loop ends too early.

## Medium

### M-2: Polling asks every millisecond

**File:** \`src/poll.ts:7\`

The server is busy.

`;
const both = ['critical The queue drops its last job', 'important Polling asks every millisecond'];

describe('What tells a finding once more is none', () => {
  test.each([
    ['by its id', '## Next Steps\n\n1. **Fix C1** before the release.\n2. Look at M2 later.\n'],
    ['by its words', '## Action Plan\n\n1. Keep the last job of the queue\n2. Make polling slower\n'],
    [
      'with a severity',
      '## Action Items\n\n- **CRITICAL**: the dropped last job\n- **MEDIUM**: polling every millisecond\n',
    ],
    [
      'by its lines',
      '## Roadmap\n\n| # | Priority | Where |\n|---|---|---|\n| 1 | High | `src/queue.ts:40` |\n',
    ],
    [
      'as boxes',
      '## Checklist\n\n- [ ] The last job of the queue is kept\n- [ ] Polling asks once a second\n',
    ],
    [
      'in a conclusion',
      '## Verdict\n\nNot yet.\n\nThe main blockers are:\n\n1. the queue still drops its last job\n',
    ],
    [
      'by priority',
      '## Recommendations by Priority\n\n### High\n\n| # | Issue | Location |\n|---|---|---|\n| 1 | Stop dropping the last job | `src/queue.ts:40` |\n',
    ],
    ['in other languages', '## Nächste Schritte\n\n1. C1 beheben\n\n## План действий\n\n1. M2\n'],
  ])('%s', (_, again) => expect(read(review + again).findings).toEqual(both));

  test('but a finding that the conclusion calls a blocker is one', () => {
    const again = '## Verdict\n\n### Blockers\n\n1. Polling asks every millisecond\n';
    expect(read(review + again).findings).toEqual([both[0], 'critical Polling asks every millisecond']);
  });
});

test('Two of one conclusion are two', () => {
  const again = '## Verdict\n\n### Blockers\n\n1. SQL is injected by users\n2. SQL is injected by orders\n';
  expect(read(review + again).findings).toHaveLength(4);
});

describe('What is told for the first time', () => {
  test.each([
    ['in a conclusion', '## Verdict\n\n### Key Blockers\n\n1. Passwords stand in the log\n', 'critical'],
    ['as a task with a severity', '## Next Steps\n\n- **HIGH**: Passwords stand in the log\n', 'important'],
    [
      'as a task with a line',
      '## Next Steps\n\n- Passwords stand in the log — `src/log.ts:3`\n',
      'important',
    ],
    [
      'as advice with a heading',
      '## Recommendations\n\n### 1. Passwords stand in the log\n\nHide them.\n',
      'suggestion',
    ],
  ])('%s is a finding', (_, again, severity) =>
    expect(read(review + again).findings).toEqual([...both, `${severity} Passwords stand in the log`]),
  );

  test('as a plain task is noted', () => {
    const { findings, notes } = read(
      `${review}## Next Steps\n\n1. Fix C1\n2. Hide the passwords in the log\n`,
    );
    expect(findings).toEqual(both);
    expect(notes).toBe('1 tasks left out: "Hide the passwords in the log"');
  });
});

test('rows of one table stay apart; those of another table at the same lines are the same', () => {
  const head = '| Severity | Location | Issue |\n|---|---|---|\n';
  const first = `${head}| High | \`src/a.ts:3-9\` | The lock is kept on errors |\n| High | \`src/a.ts:3-9\` | The lock is taken twice |\n`;
  const second = `${head}| High | \`src/a.ts:3-9\` | Keeps the lock |\n`;
  expect(read(`## Issues\n\n${first}\n## More\n\n${second}`).findings).toEqual([
    'important The lock is kept on errors',
    'important The lock is taken twice',
  ]);
});

test('a conclusion without end is weighed in time, and nothing of it is lost', () => {
  const items = (words: string) =>
    Array.from({ length: 800 }, (_, index) => `- ${words} ${index}`).join('\n');
  const { findings } = read(
    `## Critical\n\n${items('Lock leaks while')}\n\n## Verdict\n\n### Blockers\n\n${items('Cache grows beyond')}\n`,
  );
  expect(findings).toHaveLength(1_600);
}, 20_000);

describe('A list that tells again', () => {
  const told = `# Review

## Critical

1. **Audio is recorded before the permission is there** \`src/record.ts:10\`
2. **The timer lives on when the view is gone** \`src/record.ts:20\`
3. **Two answers race for the language** \`src/home.ts:98\`

`;
  const three = [
    'critical Audio is recorded before the permission is there',
    'critical The timer lives on when the view is gone',
    'critical Two answers race for the language',
  ];

  test('holds no finding that it words otherwise, where most of it is known and nothing is graver', () => {
    const list =
      '## Conclusion\n\n### Must fix\n\n- Ask for the permission before audio is recorded (5 min)\n- Stop the timer when the view is gone (2 min)\n- Repair the start screen (5 min)\n';
    const { findings, notes } = read(told + list);
    expect(findings).toEqual(three);
    expect(notes).toContain('Repair the start screen');
  });

  test('holds what complains of something else', () => {
    const list =
      '## Conclusion\n\n### Must fix\n\n- Ask for the permission before audio is recorded\n- Stop the timer when the view is gone\n- Passwords are leaked to the log\n';
    expect(read(told + list).findings).toEqual([...three, 'critical Passwords are leaked to the log']);
  });

  test('holds what has lines of its own, and what most of it says for the first time', () => {
    const placed =
      '## Conclusion\n\n### Must fix\n\n- Ask for the permission before audio is recorded\n- Stop the timer when the view is gone\n- The cache never ends `src/cache.ts:3`\n';
    expect(read(told + placed).findings).toEqual([
      ...three,
      'critical The cache never ends `src/cache.ts:3`',
    ]);
    const others =
      '## Conclusion\n\n### Must fix\n\n- Stop the timer when the view is gone\n- The cache never ends\n- Passwords stand in the log\n';
    expect(read(told + others).findings).toHaveLength(5);
  });

  test('says the level of a finding that says none', () => {
    const list = `## Priorities

### Priority 1: CRITICAL

| # | Issue | File |
|---|---|---|
| 1 | The queue drops its last job | \`src/queue.ts\` |

## Details

### Issue 1: The queue drops its last job

**File:** \`src/queue.ts:40\`

**Problem:** It ends too early.
`;
    expect(read(list).findings).toEqual(['critical The queue drops its last job']);
  });
});
