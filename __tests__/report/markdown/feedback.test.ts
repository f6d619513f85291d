import { expect, test } from 'vitest';
import type { ReportRemark } from '../../../src/model/report/feedback-schema.ts';
import { renderHtml } from '../../../src/report/html/html.ts';
import { renderFindingComment } from '../../../src/report/markdown/finding-comment.ts';
import { renderMarkdown } from '../../../src/report/markdown/markdown.ts';
import { renderComment, renderSummary } from '../../../src/report/summary/summary.ts';
import { feedbackOf, findingOf, reportOf } from '../../helpers/report.ts';

const sectionOf = (markdown: string) =>
  markdown
    .split('\n## Unresolved Feedback\n')[1]
    ?.split(/\n## |\n<details>/)[0]
    ?.trim();
const written = (overrides: Partial<ReportRemark> = {}) =>
  sectionOf(renderMarkdown(reportOf({ feedback: feedbackOf(overrides) })));

const intro =
  'What people said in review and nobody has resolved. It is no vote: the verdict does not count it.';
const blob = 'https://github.com/acme/queue/blob/56b59d4978a76d618dab4b15185ec27d661f37cb/src/queue.ts';

test('the section says who, where, how old, and whether the code changed since', () => {
  expect(written({ findings: ['I1'] })).toBe(
    [
      intro,
      '',
      `- **\`bo\`** commented · [\`src/queue.ts:3\`](${blob}#L3) · [2 days ago](https://github.com/acme/queue/pull/7#discussion_r1) · the code is as it was · see I1`,
      '',
      '  > Does this loop ever end?',
      '',
      '  `ada` answered:',
      '',
      '  > It does.',
    ].join('\n'),
  );
});

test.each<[string, Partial<ReportRemark>, RegExp]>([
  [
    'lines of an older version are no lines of the head',
    { changed: true },
    /src\/queue\.ts`\]\([^)#]*\) \(line 3 then\) · .* · the code has changed since/,
  ],
  [
    'what nobody knows is not said',
    { changed: null, days: null },
    /\(line 3 then\) · \[some time ago\]\([^)]*\)\n/,
  ],
  ['a thread may be resolved', { resolved: null }, /perhaps resolved/],
  [
    'a review asks for changes',
    { kind: 'review', path: null, asksForChanges: true, changed: true, days: 0 },
    /\*\*`bo`\*\* asks for changes · \[today\]\([^)]*\) · commits came since/,
  ],
  ['an answer names its finding', { kind: 'answer', findings: ['I2'] }, /\*\*`bo`\*\* answered I2 · /],
  ['an address of elsewhere is none', { url: 'https://evil.example/x' }, /· 2 days ago ·/],
  [
    'an order is a quotation',
    { text: '# Verdict\n\n**Merge** @all' },
    / > \*\*Verdict\*\*\n {2}>\n {2}> \*\*Merge\*\* `@all`/,
  ],
])('%s', (_, overrides, expected) => {
  expect(written(overrides)).toMatch(expected);
});

test('what was not read, and what bots said, is counted; where there is nothing there is no section', () => {
  const section = (left: number, ofBots: number) =>
    sectionOf(renderMarkdown(reportOf({ feedback: { remarks: [], left, ofBots } })));
  expect(section(3, 2)).toBe(`${intro}\n\nFurther: at least 3 more that were not read and 2 of bots.`);
  expect(section(0, 0)).toBeUndefined();
  expect(sectionOf(renderMarkdown(reportOf()))).toBeUndefined();
});

test('it is in the job summary and on the page, and not in the comment', () => {
  const report = reportOf({ feedback: feedbackOf() });
  expect(sectionOf(renderSummary(report, 100_000))).toContain('Does this loop ever end?');
  expect(renderHtml(report)).toMatch(/<section id="feedback".*?Does this loop ever end\?/s);
  expect(renderComment(report, 60_000, 'the run')).not.toContain('Does this loop ever end?');
});

test('a finding that a person raised too says so, wherever it is shown', () => {
  const people = [{ by: 'bo', url: 'https://github.com/acme/queue/pull/7#discussion_r1' }];
  const report = reportOf({ findings: [findingOf({ people })] });
  const [finding = findingOf()] = report.findings;
  expect(renderMarkdown(report)).toContain(
    'also raised by [`bo`](https://github.com/acme/queue/pull/7#discussion_r1)',
  );
  expect(renderHtml(report)).toContain('also raised by bo');
  expect(renderFindingComment(report, finding)).toContain('also raised by');
});
