import { expect, test } from 'vitest';
import { openHtmlTables } from '../../../../src/findings/markdown/document/html-tables.ts';
import { readReview } from '../../../../src/findings/read-review.ts';

test('a plain table of HTML becomes one of Markdown', () => {
  const html =
    '<table><tr><th>File</th><th>Issue</th></tr>\n<tr><td><code>a.ts</code></td><td>a | b</td></tr></table>';
  expect(openHtmlTables(html.split('\n')).filter(Boolean)).toEqual([
    '| File | Issue |',
    '|---|---|',
    '| a.ts | a \\| b |',
  ]);
});

test('a table in code stays as it is', () => {
  const lines = ['```html', '<table><tr><td>x</td></tr></table>', '```'];
  expect(openHtmlTables(lines)).toEqual(lines);
});

test('each fold of a row is a finding, of the level that another cell names', () => {
  const answer = `## Code suggestions

<table><thead><tr><td><strong>Topic</strong></td><td align=left><strong>Suggestion</strong></td><td>Impact</td></tr></thead><tbody>
<tr><td rowspan=2>Jobs</td>
<td>

<details><summary>Keep the last job</summary>

___

**It is dropped when the queue stops.**

[src/queue.ts [40-44]](https://example.org/files#diff-1R40-R44)

\`\`\`diff
-drop();
+keep();
\`\`\`

#### Why
<details><summary>Importance: 9</summary>

Jobs are money.

</details></details></td><td align=center>High</td></tr>
<tr><td>

<details><summary>Poll less often</summary>

See [src/poll.ts [7-9]](https://example.org/files#diff-2R7-R9)

</details></td><td align=center>Low</td></tr></tbody></table>
`;
  const reading = readReview(answer);
  expect(reading).toMatchObject({
    review: {
      findings: [
        {
          severity: 'important',
          title: 'Keep the last job',
          path: 'src/queue.ts',
          startLine: 40,
          endLine: 44,
        },
        { severity: 'suggestion', title: 'Poll less often', path: 'src/poll.ts', startLine: 7 },
      ],
    },
  });
});

test('a table has any number of rows', () => {
  const rows = '<tr><td>a.ts</td><td>it is lost</td></tr>'.repeat(400_000);
  expect(openHtmlTables([`<table>${rows}</table>`]).filter(Boolean)).toHaveLength(400_001);
});
