import { expect, test } from 'vitest';
import { readReview } from '../../../src/findings/read-review.ts';

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
])('findings stand in %s', (_, answer, findings) => expect(read(answer)).toEqual(findings));

test.each([
  [
    'a workflow that is quoted',
    '## Findings\n\nNone.\n\n```yaml\njobs:\n  - name: Run the tests\n    file: a.ts\n```\n',
  ],
  ['settings', 'All is well with these:\n\n```yaml\nlevel: debug\npath: src/a.ts\ntitle: queue\n```\n'],
])('%s holds none', (_, answer) => expect(read(answer).filter((each) => each !== 'unreadable')).toEqual([]));
