import { expect, test } from 'vitest';
import { readReview } from '../../../src/findings/read-review.ts';

function read(answer: string): string[] {
  const reading = readReview(answer);
  if (reading.form === 'unreadable') return ['unreadable'];
  return reading.review.findings.map(({ severity, path, startLine }) => `${severity} ${path}:${startLine}`);
}

const lost = 'critical src/queue.ts:40';
const mild = 'suggestion src/poll.ts:7';

test.each([
  [
    'YAML with a place of its own',
    '```yaml\nfindings:\n  - severity: critical\n    location: {file: src/queue.ts, line: 40}\n    title: The last job is lost\n    description: >\n      Nobody\n      keeps it.\n```\n',
    [lost],
  ],
  [
    'YAML under levels',
    'critical:\n  - file: src/queue.ts\n    line: 40\n    message: the last job is lost\nlow:\n  - file: src/poll.ts\n    line: 7\n    message: a name says nothing\n',
    [lost, mild],
  ],
  [
    'TOML',
    'summary = "one"\n\n[[findings]]\nseverity = "critical"\npath = "src/queue.ts"\nstart_line = 40\nmessage = "the last job is lost"\n',
    [lost],
  ],
  [
    'commas',
    '```csv\nseverity,file,line,message\ncritical,src/queue.ts,40,"the last job is lost, and the ""next"" too"\nlow,src/poll.ts,7,a name says nothing\n```\n',
    [lost, mild],
  ],
  ['tabs', 'severity\tfile\tline\tmessage\ncritical\tsrc/queue.ts\t40\tthe last job is lost\n', [lost]],
  [
    'boxes',
    '┌──────────┬─────────────────┬──────────────────────┐\n│ Severity │ Location        │ Issue                │\n├──────────┼─────────────────┼──────────────────────┤\n│ CRITICAL │ src/queue.ts:40 │ the last job is lost │\n└──────────┴─────────────────┴──────────────────────┘\n',
    [lost],
  ],
])('findings in %s are read', (_, answer, expected) => expect(read(answer)).toEqual(expected));

test('beside a Markdown review they count, each once', () => {
  const answer =
    '## Minor\n\n- **A name says nothing** (`src/poll.ts:7`)\n\n## Data\n\n```yaml\n- severity: low\n  file: src/poll.ts\n  line: 7\n  title: A name says nothing\n- severity: critical\n  file: src/queue.ts\n  line: 40\n  title: The last job is lost\n```\n';
  expect(read(answer).sort()).toEqual([lost, mild]);
});

test('a list without any is a review', () =>
  expect(readReview('findings: []\nverdict: approve\n').form).toBe('salvaged'));

test.each([
  [
    'rules of alerts',
    'groups:\n  - name: queue\n    rules:\n      - alert: QueueFull\n        labels:\n          severity: critical\n        annotations:\n          summary: The queue is full for some time now\n',
  ],
  [
    'a workflow',
    'jobs:\n  build:\n    steps:\n      - name: Build all of it\n        run: make\n        path: src/queue.ts\n',
  ],
  ['a manifest', '[package]\nname = "queue of jobs"\npath = "src/lib.rs"\n'],
])('%s are quoted, and no findings', (_, code) => {
  const answer = `## Minor\n\n- **A name says nothing** (\`src/poll.ts:7\`)\n\n\`\`\`\n${code}\`\`\`\n`;
  expect(read(answer)).toEqual([mild]);
});
