import { describe, expect, test } from 'vitest';
import { readReview } from '../../../src/findings/read-review.ts';

/** What is read from an answer: severity, path and first line of each finding. */
function read(answer: unknown): string[] {
  const reading = readReview(typeof answer === 'string' ? answer : JSON.stringify(answer));
  if (reading.form === 'unreadable') return ['unreadable'];
  return reading.review.findings.map(({ severity, path, startLine }) => `${severity} ${path}:${startLine}`);
}

const lost = 'critical src/queue.ts:40';
const slow = 'important src/poll.ts:7';

test.each<[string, unknown, string[]]>([
  [
    'names in other languages',
    {
      befunde: [
        { schweregrad: 'kritisch', datei: 'src/queue.ts', zeile: 40, titel: 'Der Auftrag geht verloren' },
      ],
    },
    [lost],
  ],
  [
    'names of other scripts',
    { 问题列表: [{ 严重程度: '严重', 文件: 'src/queue.ts', 行号: 40, 描述: '任务丢失' }] },
    [lost],
  ],
  [
    'short names',
    { cards: [{ heading: 'Lost job', loc: 'src/queue.ts#L40', sev: 'C', msg: 'the job is lost' }] },
    [lost],
  ],
  [
    'words in an object beside the place',
    {
      results: [
        {
          check_id: 'lost-job',
          path: 'src/queue.ts',
          start: { line: 40, col: 1 },
          end: { line: 41, col: 9 },
          extra: { message: 'the last job is lost', severity: 'CRITICAL' },
        },
      ],
      errors: [],
    },
    [lost],
  ],
  [
    'objects for a level and for words',
    {
      findings: [
        {
          location: { file: 'src/queue.ts', line: 40 },
          severity: { id: 'critical', score: 9.8 },
          message: { title: 'the last job is lost', body: 'for ever' },
        },
      ],
    },
    [lost],
  ],
  [
    'messages below the file of a linter',
    [
      {
        filePath: 'src/poll.ts',
        messages: [{ ruleId: 'x', severity: 2, message: 'It polls too often', line: 7 }],
        errorCount: 1,
      },
    ],
    [slow],
  ],
  [
    'whether it blocks',
    {
      findings: [
        { blocking: true, path: 'src/queue.ts', line: 40, body: 'the last job is lost' },
        { blocking: false, path: 'src/poll.ts', line: 7, body: 'a short name' },
      ],
    },
    [lost, 'suggestion src/poll.ts:7'],
  ],
  [
    'findings under their ids',
    { findings: { F1: { severity: 'critical', file: 'src/queue.ts', line: 40, title: 'A job is lost' } } },
    [lost],
  ],
  ['texts under places', { 'src/poll.ts:7': 'it asks each second, which is too often' }, [slow]],
  [
    'texts under lines of a file',
    { comments: { 'src/poll.ts': { '7': 'it asks each second, which is too often' } } },
    [slow],
  ],
  [
    'what an earlier round found and is still open',
    {
      previous_findings: [
        { severity: 'critical', file: 'src/queue.ts', line: 40, title: 'A job is lost', state: 'still open' },
        { severity: 'critical', file: 'src/a.ts', line: 4, title: 'A lock is held', state: 'resolved' },
        { severity: 'critical', file: 'src/b.ts', line: 5, title: 'A file is left' },
      ],
      new_findings: [{ severity: 'high', file: 'src/poll.ts', line: 7, title: 'It polls too often' }],
    },
    [lost, slow],
  ],
])('%s are read', (_, answer, expected) => expect(read(answer)).toEqual(expected));

describe('No finding is', () => {
  test.each<[string, unknown]>([
    [
      'what is suppressed',
      {
        runs: [
          {
            results: [
              {
                level: 'error',
                message: { text: 'The last job is lost' },
                suppressions: [{ kind: 'inSource', status: 'accepted' }],
                locations: [{ physicalLocation: { artifactLocation: { uri: 'src/queue.ts' } } }],
              },
            ],
          },
        ],
      },
    ],
    [
      'what is dealt with, in more than a word',
      {
        findings: [
          { severity: 'critical', file: 'a.ts', line: 4, title: 'A job is lost', status: 'fixed in this PR' },
        ],
      },
    ],
    [
      'a check that does not apply',
      { checks: [{ name: 'tests', status: 'n/a', severity: 'low', message: 'nothing to test' }] },
    ],
    ['a file without messages', [{ filePath: 'src/a.ts', messages: [], errorCount: 0 }]],
  ])('%s', (_, answer) => expect(read(answer).filter((each) => each !== 'unreadable')).toEqual([]));
});

test('a status that only sounds like one of those does not take a finding away', () => {
  const states = ['not fixed', 'unresolved', 'partially fixed', 'open'];
  const findings = states.map((status, index) => ({
    severity: 'critical',
    file: 'src/queue.ts',
    line: 40 + index,
    title: 'The last job is lost',
    status,
  }));
  expect(read({ findings })).toHaveLength(states.length);
});

describe('What names a level and cannot be read', () => {
  test.each([
    ['is cut off', '{"findings":[{"severity":"critical","file":"a.ts","line":3,"title":"The last jo'],
    ['has no words', '{"findings":[{"severity":"critical","detail":{"rows":[1,2]},"file":"a.ts"}]}'],
  ])('%s makes an answer unreadable where it is all', (_, answer) =>
    expect(read(answer)).toEqual(['unreadable']),
  );

  test('counts as found beside others, and is told', () => {
    const reading = readReview(
      '{"findings":[{"severity":"high","file":"src/poll.ts","line":7,"title":"It polls too often"},{"severity":"critical","file":"a.ts","title":"The last jo',
    );
    expect(reading.form).toBe('salvaged');
    expect(reading.form !== 'unreadable' && reading.review.findings.map(({ severity }) => severity)).toEqual([
      'important',
      'critical',
    ]);
    expect(reading).toHaveProperty('missing', [
      expect.stringContaining('1 critical finding could not be read'),
    ]);
  });
});

test('what one list repeats of another, word for word, is one finding', () => {
  const finding = {
    path: 'src/queue.ts',
    line: 40,
    severity: 'high',
    title: 'The job is lost',
    body: 'It is.',
  };
  const document = {
    review: { findings: [finding] },
    actionableFindings: [finding],
    inlineFindings: [finding],
  };
  expect(read(document)).toHaveLength(1);
  expect(read({ ...document, inlineFindings: [{ ...finding, line: 41 }] })).toHaveLength(2);
});

test('what changed in each file is no finding, unless it names a level', () => {
  const changed = { path: 'src/queue.ts', summary: 'Takes the job out of the queue before it is done.' };
  const document = { fileSummaries: [changed], findings: [] };
  expect(readReview(JSON.stringify(document))).toMatchObject({
    review: { findings: [] },
    notes: expect.arrayContaining([expect.stringContaining('"fileSummaries" tells of files')]),
  });
  expect(read({ ...document, fileSummaries: [{ ...changed, severity: 'critical' }] })).toHaveLength(1);
});

test('an example of the form is told and is no finding', () => {
  const example = { severity: 'critical', file: 'path/to/file.ts', line: 42, title: 'Example title' };
  expect(
    readReview(`I report so:\n\n\`\`\`json\n${JSON.stringify({ findings: [example] })}\n\`\`\`\n`),
  ).toMatchObject({
    review: { findings: [] },
    notes: [expect.stringContaining('an example of the form')],
  });
  expect(read({ findings: [{ ...example, title: 'The last job is lost' }] })).toHaveLength(1);
});
