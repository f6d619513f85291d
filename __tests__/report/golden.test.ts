import { describe, expect, test } from 'vitest';
import { loadHighlighter } from '../../src/report/html/findings/highlight.ts';
import { renderHtml } from '../../src/report/html/html.ts';
import { renderMarkdown } from '../../src/report/markdown/markdown.ts';
import { renderSarif } from '../../src/report/sarif/sarif.ts';
import { renderSummary } from '../../src/report/summary/summary.ts';
import { renderTerminal } from '../../src/report/terminal/terminal.ts';
import { hostileTexts, spoil } from '../helpers/hostile.ts';
import { reportCases } from '../helpers/report-cases.ts';

await loadHighlighter();

const { failed } = reportCases;
const hostile = spoil(failed, Object.values(hostileTexts).slice(0, 8).join('\n\n'));

/** A page with one element a line, without its style and scripts, which change for reasons of their own. */
const readable = (html: string) =>
  html
    .replace(/(<style>)[\s\S]*?(<\/style>)/, '$1…$2')
    .replace(/(<script type="module">)[\s\S]*?(<\/script>)/g, '$1…$2')
    .replace(/sha256-[\w+/=]+/g, 'sha256-…')
    .replace(
      /<(?=(h\d|p|section|article|header|main|nav|tr|td|th|li|details|figure|fieldset|label|pre|rect|text|dl|div|ul)\b)/g,
      '\n<',
    );

describe.each(Object.entries({ ...reportCases, hostile }))('%s', (name, report) => {
  const file = (extension: string) => `../fixtures/reports/${name}.${extension}`;

  test('Markdown', async () => {
    await expect(renderMarkdown(report)).toMatchFileSnapshot(file('md'));
  });

  test('HTML', async () => {
    await expect(readable(renderHtml(report))).toMatchFileSnapshot(file('html'));
  });

  test('summary in 4,000 bytes', async () => {
    await expect(renderSummary(report, 4000)).toMatchFileSnapshot(file('summary.md'));
  });

  test('SARIF', async () => {
    await expect(renderSarif(report)).toMatchFileSnapshot(file('sarif'));
  });

  test('terminal', async () => {
    await expect(await renderTerminal(report, { width: 80, colour: false })).toMatchFileSnapshot(file('txt'));
  });
});
