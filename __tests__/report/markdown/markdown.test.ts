import fc from 'fast-check';
import type { Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { sections } from '../../../src/report/markdown/document.ts';
import { renderMarkdown, stringifyDocument } from '../../../src/report/markdown/markdown.ts';
import { paragraph, strong, text } from '../../../src/report/markdown/mdast.ts';
import { findingOf, reportOf } from '../../helpers/report.ts';
import { sampleReport } from '../../helpers/report-cases.ts';

const usual = unified()
  .use(remarkGfm)
  .use(remarkStringify, { bullet: '-', emphasis: '_', rule: '-', listItemIndent: 'one' });

test('text that is taken for harmless is what the stringifier would write', () => {
  const pieces = fc.constantFrom(
    ...[
      'word',
      'A',
      '1',
      '12. ',
      '3) ',
      ' ',
      '  ',
      '-',
      '- ',
      '.',
      ': ',
      ':',
      ',',
      '·',
      '…',
      '%',
      '+',
      '#',
      '*',
      '_',
      '`',
    ],
    ...[
      'www',
      'http',
      '://',
      '@',
      'a@b',
      '(',
      ')',
      '[',
      ']',
      '!',
      '|',
      '<',
      '>',
      '&',
      '~',
      '\\',
      '\n',
      '=',
      "'",
      '"',
    ],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), fc.array(pieces, { maxLength: 5 }), (outside, inside) => {
      const words = outside.join('');
      const tree = (): Root => ({
        type: 'root',
        children: [paragraph(text(words), strong(text(inside.join('') || 'x')), text(words))],
      });
      expect(stringifyDocument(tree())).toBe(usual.stringify(tree()));
    }),
    { numRuns: 3000 },
  );
});

describe('the Markdown report', () => {
  const markdown = renderMarkdown(sampleReport);

  test('has every section in its order', () => {
    const headings = [...markdown.matchAll(/^## (.*)$/gm)].map((match) => match[1]);
    expect(headings).toEqual(sections.map((section) => section.title));
  });

  test('leaves out the previous round only in the first', () => {
    expect(renderMarkdown(reportOf())).not.toContain('## Previous Round');
  });

  test('has no section that says nothing', () => {
    const empty = renderMarkdown(reportOf());
    expect(empty).not.toContain('None.');
    expect(empty.match(/^## .*/gm)).toEqual([
      '## Executive Summary',
      '## Coverage',
      '## Agent Performance Retro',
    ]);
  });

  test('tells a finding whole', () => {
    const section = /### C1\. [\s\S]*?(?=\n### C2)/.exec(markdown)?.[0] ?? '';
    for (const part of [
      'lease.go#L89-L93',
      'queue.go#L141-L143',
      'critical, regression',
      'Codex and Claude',
      'confirmed by Gemini',
      '**blocking**',
      '```\n  84   func (c *Courier) resume',
      '\n> 89   \tif lease.Expired',
      '**Verified via:**',
      '✓ found there',
      'run by Codex, by its own account',
      '**Fix.** Tell the caller',
      '```diff',
      '**Who said what:**',
      'important, gap — `resume` swallows expiry',
      '**Ruling: confirmed by Gemini.**',
    ])
      expect(section).toContain(part);
  });

  test('says when code did not find what an agent cites', () => {
    expect(markdown).toContain("`app.use(requireRole('admin'))` — not found there");
  });

  test('shows the findings beyond the first thousand as lines', () => {
    const findings = Array.from({ length: 1_005 }, (_, index) =>
      findingOf({ id: `I${index + 1}`, explanation: '', excerpt: null }),
    );
    const long = renderMarkdown(reportOf({ findings }));
    expect(long.match(/^### I\d+\. /gm)).toHaveLength(1_000);
    expect(long.match(/^- \*\*I\d+\. /gm)).toHaveLength(5);
    expect(long).toContain('all are whole in `report.json`');
  });
});
