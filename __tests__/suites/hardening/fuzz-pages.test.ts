import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { loadHighlighter } from '../../../src/report/html/findings/highlight.ts';
import { renderHtml } from '../../../src/report/html/html.ts';
import { sections } from '../../../src/report/markdown/document.ts';
import { renderMarkdown } from '../../../src/report/markdown/markdown.ts';
import { renderSarif } from '../../../src/report/sarif/sarif.ts';
import { renderSummary } from '../../../src/report/summary/summary.ts';
import { renderTerminal } from '../../../src/report/terminal/terminal.ts';
import { redactStrings } from '../../../src/safety/redact-strings.ts';
import { spoil } from '../../helpers/hostile.ts';
import { findingOf, reportOf } from '../../helpers/report.ts';
import { validateSarif } from '../../helpers/sarif-schema.ts';
import { expectSoundMarkdown, expectSoundPage, unseen } from '../../helpers/sound.ts';
import { fuzz } from './fuzz.ts';
import { anyText, textOf } from './fuzz-texts.ts';

await loadHighlighter();

const markup = textOf([
  ...[
    '<',
    '</',
    '>',
    '/>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '"',
    "'",
    '=',
    '&',
    '&lt;',
    '&#x3c;',
    '`',
    '```\n',
  ],
  ...['script', 'style', 'svg', 'img', 'iframe', 'a', 'p', 'b', 'details', 'template', 'noscript', 'math'],
  ...[
    ' onerror=',
    ' href=',
    ' src=',
    ' style=',
    ' id=',
    'javascript:',
    'data:text/html,',
    'https://evil.example',
  ],
  ...[
    '# ',
    '## Verdict\n',
    '- ',
    '> ',
    '| a |\n|---|\n',
    '[x](',
    ')',
    '![',
    ']',
    '[^1]: ',
    '\n',
    '\n\n',
    '\\',
    '***',
  ],
  ...['@octocat', '#12', '::error::', '##[group]', '\u001b[2J', '\u202e', '\0', '{{', '${', '<%'],
]);
const texts = fc.oneof(markup, anyText);
const one = reportOf({ findings: [findingOf({ fix: { text: 'Fix.', patch: '+x' } })] });
const reportWith = (text: string) => spoil(one, text);
const titles = sections.map((section) => section.title);
const address = /^https:\/\/github\.com\/acme\/queue(\/|$)/;

function expectOurSections(markdown: string): void {
  // What stands in a block of code is no heading.
  const prose = markdown.replaceAll(/^(`{3,}|~{3,})[\s\S]*?^\1.*$/gm, '');
  const present = titles.filter((title) => prose.includes(`\n## ${title}\n`));
  expect(present.length).toBeGreaterThan(0);
  expectSoundMarkdown(markdown, present, address);
}

describe('A report of any texts', () => {
  fuzz(
    'is a page of our own elements',
    texts,
    (text) => void expectSoundPage(renderHtml(reportWith(text)), address),
    30,
  );
  fuzz(
    'is Markdown of our own sections',
    texts,
    (text) => expectOurSections(renderMarkdown(reportWith(text))),
    30,
  );
  fuzz(
    'is a summary of our own sections, within its size',
    fc.tuple(texts, fc.integer({ min: 3_000, max: 20_000 })),
    ([text, limit]) => {
      const summary = renderSummary(reportWith(text), limit);
      expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(limit);
      expectOurSections(summary);
    },
    30,
  );
  fuzz(
    'is valid SARIF',
    texts,
    (text) => expect(validateSarif(JSON.parse(renderSarif(reportWith(text))))).toEqual([]),
    10,
  );
  fuzz(
    'is plain text on a terminal',
    texts,
    async (text) => {
      const shown = await renderTerminal(reportWith(text), { width: 60, colour: false });
      expect(shown).not.toMatch(unseen);
      expect(shown).not.toMatch(/^\s*::|##\[/m);
    },
    5,
  );
});

describe('Data of any shape', () => {
  fuzz('keeps its shape where texts are redacted', fc.jsonValue(), (value) => {
    expect(redactStrings(value, (text) => text)).toEqual(value);
    expect(JSON.stringify(redactStrings(value, () => 'x')).length).toBeGreaterThan(0);
  });
});
