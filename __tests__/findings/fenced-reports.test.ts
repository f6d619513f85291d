import { describe, expect, test } from 'vitest';
import { openFencedReport } from '../../src/findings/markdown/document/fenced-report.ts';
import { readReview } from '../../src/findings/read-review.ts';

const report = '## Critical\n\n- `src/queue.ts:40`: the last job is dropped when the process stops.\n';
const fenced = (info: string, text = report, mark = '```') => `${mark}${info}\n${text}${mark}\n`;
const placesOf = (answer: string) => {
  const reading = readReview(answer);
  return reading.form === 'unreadable'
    ? []
    : reading.review.findings.map(({ severity, path, startLine }) => `${severity} ${path}:${startLine}`);
};

describe('a report in a fence', () => {
  test.each([
    ['Markdown', `Here is my review:\n\n${fenced('markdown')}\nTell me if you would like a patch.`],
    ['md', `The review is done.\n\n${fenced('md')}`],
    ['text', `My findings, in the requested format:\n\n${fenced('text')}`],
    ['tildes', `Below is the full report.\n\n${fenced('', report, '~~~')}`],
    ['below a heading', `# Code review\n\nFinal report:\n\n${fenced('markdown')}`],
    ['below a summary', `## Summary\n\nI wrote down the findings:\n\n${fenced('markdown')}`],
  ])('is read: %s', (_, answer) => expect(placesOf(answer)).toEqual(['critical src/queue.ts:40']));

  test('is read as a whole where it quotes code in a fence as long', () => {
    const inner = `${report}\n\`\`\`ts\nstop();\n\`\`\`\n\n## Minor\n\n- \`src/poll.ts:7\`: a magic number.\n`;
    expect(placesOf(`The review:\n\n${fenced('markdown', inner)}`)).toEqual([
      'critical src/queue.ts:40',
      'suggestion src/poll.ts:7',
    ]);
  });

  test.each([
    ['an example', `Findings look like this example:\n\n${fenced('markdown')}`],
    ['a template', `I would fill in this template of a review:\n\n${fenced('markdown')}`],
    ['an earlier one', `In the previous review I reported:\n\n${fenced('markdown')}`],
    ['one that is fixed', `My review reported:\n\n${fenced('markdown')}\nThis is fixed now.`],
    ['one beside a verdict', `LGTM. The document shows a review:\n\n${fenced('markdown')}`],
    ['a document', `Add this to the handbook:\n\n${fenced('markdown')}`],
    ['what a program wrote', `I ran the linter. Results:\n\n${fenced('', 'src/a.ts:3: error: unused\n')}`],
    ['code', `The review of this function found nothing:\n\n${fenced('ts')}`],
    [
      'one among findings',
      `My review:\n\n- \`src/a.ts:1\`: the handbook is wrong here\n\n${fenced('markdown')}`,
    ],
  ])('is a quotation: %s', (_, answer) => expect(openFencedReport(answer)).toBeNull());

  test.each([
    [
      'says of its own that something blocks',
      'One critical bug is at `src/db.ts:10`: the id is not escaped.',
    ],
    ['says of its own what must be done', 'The id at `src/db.ts:10` must be escaped before merging.'],
    ['asks for changes', 'Verdict: request changes'],
    ['says so in another language', 'Bei `src/db.ts:10` ist ein kritischer Fehler.'],
  ])('is not all of a review that %s', (_, words) => {
    const minor = '## Suggestions\n\n- `src/poll.ts:7`: a magic number.\n';
    expect(openFencedReport(`My review:\n\n${fenced('markdown', minor)}\n${words}`)).toBeNull();
    expect(openFencedReport(`My review:\n\n${fenced('markdown', report)}\n${words}`)).not.toBeNull();
  });

  test.each([
    ['blanks', `\`\`\`${' '.repeat(100_000)}\``],
    ['a long language', `\`\`\`${'a'.repeat(100_000)}\``],
    ['tildes', `${'~'.repeat(100_000)}\``],
    ['fences', '```md\n'.repeat(20_000)],
    ['denials', `no ${'no '.repeat(400)}\n${'```md\n'.repeat(2)}${'in the '.repeat(30_000)}`],
  ])('is looked for in time: %s', (_, answer) => {
    const start = performance.now();
    openFencedReport(answer);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
