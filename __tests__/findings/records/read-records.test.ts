import { describe, expect, test } from 'vitest';
import { readReview } from '../../../src/findings/read-review.ts';
import { readRecords } from '../../../src/findings/records/read-records.ts';

/** What is read from an answer: severity, path and first line of each finding. */
function read(answer: string): (string | null)[] {
  const reading = readReview(answer);
  if (reading.form === 'unreadable') return ['unreadable'];
  return reading.review.findings.map(({ severity, path, startLine }) => `${severity} ${path}:${startLine}`);
}

const lost = 'critical src/queue.ts:40';
const slow = 'important src/poll.ts:7';

test.each([
  [
    'fields a line',
    'Severity: critical\nFile: src/queue.ts\nLine: 40\nProblem: the last job is lost\n\nSeverity: high\nFile: src/poll.ts:7\nProblem: it polls too often\nFix: wait\n',
    [lost, slow],
  ],
  [
    'YAML',
    'findings:\n  - severity: critical\n    file: src/queue.ts\n    line: 40\n    title: "The last job is lost"\n    description: |\n      Nobody keeps it.\n  - severity: high\n    location: src/poll.ts:7\n    message: It polls too often\n',
    [lost, slow],
  ],
  [
    'YAML in a fence',
    'My review:\n\n```yaml\nissues:\n- level: blocker\n  location: src/queue.ts:40\n  message: the last job is lost\n```\n',
    [lost],
  ],
  [
    'elements with attributes',
    '<review>\n<finding severity="critical" file="src/queue.ts" line="40">\nThe last job is lost &amp; gone.\n</finding>\n<finding severity="high" file="src/poll.ts" line="7">It polls too often.</finding>\n</review>\n',
    [lost, slow],
  ],
  [
    'elements in elements',
    '<issues><issue>\n  <severity>critical</severity>\n  <file>src/queue.ts</file>\n  <line>40</line>\n  <description>The last job is lost.</description>\n</issue></issues>\n',
    [lost],
  ],
  [
    'elements below that of their file',
    '<?xml version="1.0"?>\n<checkstyle><file name="src/poll.ts"><error line="7" severity="error" message="It polls too often"/></file></checkstyle>\n',
    [slow],
  ],
  [
    'lines of compilers',
    'src/poll.ts:7:5: error: it polls too often\nsrc/a.ts:3:1: note: a short name\n',
    [slow, 'suggestion src/a.ts:3'],
  ],
  ['lines below that of their file', 'src/poll.ts\n  7:5  error  it polls too often  no-poll\n', [slow]],
  ['lines of a workflow', '::error file=src/poll.ts,line=7::it polls too often\n', [slow]],
  [
    'items that begin with an id',
    'findings:\n  - id: 1\n    severity: critical\n    file: src/queue.ts\n    line: 40\n    title: The last job is lost\n  - id: 2\n    severity: high\n    file: src/poll.ts\n    line: 7\n    title: It polls too often\n',
    [lost, slow],
  ],
  [
    'items that begin with a category',
    'findings:\n  - category: security\n    severity: critical\n    file: src/queue.ts\n    line: 40\n    message: The last job is lost\n  - severity: high\n    file: src/poll.ts\n    line: 7\n    message: It polls too often\n',
    [lost, slow],
  ],
  [
    'items with a list of their own',
    '- severity: critical\n  file: src/queue.ts\n  line: 40\n  steps:\n    - start it\n    - stop it\n  message: The last job is lost\n- severity: high\n  file: src/poll.ts\n  line: 7\n  message: It polls too often\n',
    [lost, slow],
  ],
  [
    'lists below that of their file',
    '- file: src/queue.ts\n  issues:\n    - severity: critical\n      line: 40\n      message: The last job is lost\n- file: src/poll.ts\n  issues:\n    - severity: high\n      line: 7\n      message: It polls too often\n',
    [lost, slow],
  ],
  [
    'a field an item',
    '- Severity: critical\n- File: src/queue.ts:40\n- Problem: the job is lost\n\n- Severity: high\n- File: src/poll.ts:7\n- Problem: it polls too often\n',
    [lost, slow],
  ],
  [
    'lines that end as on Windows',
    'severity: critical\r\nfile: src/queue.ts\r\nline: 40\r\nmessage: The last job is lost\r\n',
    [lost],
  ],
])('findings stand in %s', (_, answer, findings) => expect(read(answer)).toEqual(findings));

test.each([
  [
    'a workflow that is quoted',
    '## Findings\n\nNone.\n\n```yaml\njobs:\n  - name: Run the tests\n    file: a.ts\n```\n',
  ],
  ['settings', 'All is well with these:\n\n```yaml\nlevel: debug\npath: src/a.ts\ntitle: queue\n```\n'],
])('%s holds none', (_, answer) => expect(read(answer).filter((each) => each !== 'unreadable')).toEqual([]));

const mild = 'suggestion src/poll.ts:7';
const beside = 'severity: low\nfile: src/poll.ts\nline: 7\nmessage: The name is unclear here\n';
const place = 'file: src/queue.ts\nline: 40\n';

describe('Beside a record that can be read, one is read all the same', () => {
  test.each([
    [
      'with a kind before its words',
      `severity: critical\nkind: regression\n${place}message: The job is lost\n`,
    ],
    ['with a category', `severity: critical\ncategory: bug\n${place}description: |\n  The job is lost.\n`],
    ['with a status', `severity: critical\nstatus: open\n${place}message: The job is lost\n`],
    ['with a rule', `severity: critical\nrule: no-lost-jobs\n${place}message: The job is lost\n`],
    ['with code', `severity: critical\n${place}code: |\n  queue.close(now);\nmessage: The job is lost\n`],
    ['of one word', `severity: critical\n${place}message: Deadlock\n`],
  ])('%s', (_, record) => {
    const reading = readReview(`${record}\n${beside}`);
    expect(read(`${record}\n${beside}`)).toEqual([lost, mild]);
    const [{ title = '' } = {}] = reading.form === 'unreadable' ? [] : reading.review.findings;
    expect(title).toMatch(/^The job is lost|^Deadlock$/);
  });

  test('with an id as an attribute', () =>
    expect(
      read(
        '<review><finding id="1" severity="critical"><file>src/queue.ts</file><line>40</line><description>The job is lost</description></finding><finding severity="low"><file>src/poll.ts</file><line>7</line><description>The name is unclear</description></finding></review>',
      ),
    ).toEqual([lost, mild]));

  test('without words, a stand-in counts for it', () => {
    const reading = readReview(`severity: critical\n${place}\n${beside}`);
    expect(reading).toMatchObject({
      form: 'markdown',
      missing: ['1 critical finding could not be read and counts as found: "critical · src/queue.ts:40"'],
    });
    expect(read(`severity: critical\n${place}\n${beside}`)).toEqual([mild, 'critical null:null']);
  });
});

test('what a record says beside its words is kept', () => {
  const reading = readReview(
    `id: Q-7\nseverity: critical\nkind: regression\ncategory: bug\n${place}message: The job is lost\nfix: |\n  Wait for it.\n`,
  );
  expect(reading).toMatchObject({
    review: {
      findings: [
        {
          id: 'Q-7',
          kind: 'regression',
          title: 'The job is lost',
          explanation: 'The job is lost\ncategory: bug',
          fix: 'Wait for it.',
        },
      ],
    },
  });
});

test.each(['fixed', 'resolved'])('a record that is %s counts no more, and a note says so', (status) => {
  const settled = `severity: critical\nstatus: ${status}\n${place}message: The job is lost\n`;
  expect(readReview(settled)).toMatchObject({
    form: 'markdown',
    review: { findings: [] },
    notes: ['1 marked as dealt with left out: "The job is lost"'],
  });
  expect(read(`${settled}\n${beside}`)).toEqual([mild]);
});

describe('Where an answer says that there are none', () => {
  const record = `severity: critical\n${place}message: The job is lost when it stops\n`;

  test.each([
    ['no other', `## Summary\n\nI read all.\n\n${record}\nNo other issues found.\n`],
    ['none', `## Summary\n\nI read all.\n\n${record}\nNo issues found.\n`],
    ['no further', `Summary\n=======\nI read it.\n\n${record}\nNo further problems were found.\n`],
  ])('(%s) a record with a level and a place wins', (_, answer) => expect(read(answer)).toEqual([lost]));

  test.each([
    ['a level beside praise', 'Severity: High\nSummary: no issues found, looks good'],
    ['what was read', '## Summary\n\nNo issues found.\n\n- file: src/a.ts\n  lines: 1-40\n'],
    [
      'a log in code',
      '## Summary\n\nThe change is good and safe to merge.\n\n```\nsrc/a.ts:3:5: warning: unused variable foo\n```\n',
    ],
    [
      'a sample in code',
      'I read the whole change and it is right.\n\n```yaml\nfile: src/a.ts\nline: 3\ndescription: the greeting of the page\n```\n',
    ],
  ])('%s is no finding', (_, answer) =>
    expect(read(answer).filter((each) => each !== 'unreadable')).toEqual([]),
  );

  test('a record in code is left out with a note', () => {
    const answer = `## Summary\n\nGood.\n\n\`\`\`yaml\n${record}\`\`\`\n\nNo issues found.\n`;
    expect(readReview(answer)).toMatchObject({
      review: { findings: [] },
      notes: [expect.stringContaining('The job is lost when it stops')],
    });
  });
});

test('records in code count where nothing denies them', () =>
  expect(
    read(
      `## Summary\n\nThe tests look good.\n\n\`\`\`yaml\nseverity: critical\n${place}message: The job is lost\n\`\`\`\n`,
    ),
  ).toEqual([lost]));

test('lines without end around an element are read', () =>
  expect(readRecords(`a${'\n'.repeat(190_000)}<x>b</x>`).findings).toEqual([]));

test('a level that rates the whole change is no finding, and a note names it', () =>
  expect(
    readReview('## Summary\n\nIt adds retries.\n\n**Risk level:** high\n**Confidence:** high\n'),
  ).toMatchObject({
    form: 'markdown',
    review: { findings: [] },
    notes: [expect.stringContaining('important')],
  }));
