import { createHash } from 'node:crypto';
import type { Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { loadHighlighter } from '../../../src/report/html/findings/highlight.ts';
import { renderHtml } from '../../../src/report/html/html.ts';
import { createRedactor } from '../../../src/safety/redact.ts';
import { manyFindings } from '../../helpers/many-findings.ts';
import { findingOf, reportOf } from '../../helpers/report.ts';
import { reportCases, sampleReport } from '../../helpers/report-cases.ts';
import { expectSoundPage } from '../../helpers/sound.ts';
import { unpack } from '../../helpers/unpack.ts';

await loadHighlighter();

const address = /^https:\/\/github\.com\/acme\//;
const html = renderHtml(sampleReport);
const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');

describe.each(Object.entries(reportCases))('the page: %s', (_, report) => {
  const page = renderHtml(report);

  test('consists of our elements, with every anchor in it', () => {
    const tree = expectSoundPage(page, address);
    const ids = new Set<unknown>();
    const targets = new Set<string>();
    visit(tree, 'element', ({ properties }) => {
      if (properties.id !== undefined) {
        expect(ids).not.toContain(properties.id);
        ids.add(properties.id);
      }
      if (typeof properties.href === 'string' && properties.href.startsWith('#'))
        targets.add(properties.href.slice(1));
    });
    for (const target of targets) expect(ids).toContain(target);
  });

  test('allows its own style and scripts by their hashes, and nothing else', () => {
    const policy =
      /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#x27;', "'") ?? '';
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const scripts = [...page.matchAll(/<script type="module">([\s\S]*?)<\/script>/g)].map(
      ([, script = '']) => `'sha256-${sha256(script)}'`,
    );
    expect(scripts).toHaveLength(5);
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `style-src 'sha256-${sha256(style)}'`,
      `script-src ${scripts.join(' ')}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
    ]);
  });
});

test('the same report gives the same page', () => {
  expect(renderHtml(structuredClone(sampleReport))).toBe(html);
});

test('marks the lines that a finding is about, and no others', () => {
  const marked: unknown[] = [];
  visit(fromHtml(renderHtml(reportOf({ findings: [findingOf()] }))), 'element', ({ properties }) => {
    if (Array.isArray(properties.className) && properties.className.includes('marked'))
      marked.push(properties.dataLine);
  });
  expect(marked).toEqual(['12', '13', '14']);
});

test('shows headers of a patch as such, and a deleted comment of SQL as deleted', () => {
  const patch = '--- a/x.sql\n+++ b/x.sql\n@@ -1,2 +1,1 @@\n--- Leases\n BEGIN;';
  const lines: unknown[] = [];
  visit(
    fromHtml(renderHtml(reportOf({ findings: [findingOf({ fix: { text: null, patch } })] }))),
    'element',
    (element) => {
      const names = element.properties.className;
      if (Array.isArray(names) && names[0] === 'line' && element.properties.dataLine === undefined)
        lines.push([names[1], textOf(element).trimEnd()]);
    },
  );
  expect(lines).toEqual([
    ['file', '--- a/x.sql'],
    ['file', '+++ b/x.sql'],
    ['hunk', '@@ -1,2 +1,1 @@'],
    ['deleted', '--- Leases'],
    [undefined, ' BEGIN;'],
  ]);
});

test('tells the whole report', () => {
  const text = textOf(fromHtml(html)).replace(/\s+/g, ' ');
  const plain = (markdown: string) => markdown.replace(/[`*]/g, '').replace(/\s+/g, ' ');
  const parts = [
    ...sampleReport.findings.flatMap((finding) => [
      finding.title,
      finding.explanation.split('\n\n')[0] ?? '',
    ]),
    ...sampleReport.refuted.map((finding) => finding.title),
    ...sampleReport.design.concerns.map((concern) => concern.text),
    ...sampleReport.design.strengths.map((strength) => strength.text),
    ...sampleReport.testing.untested.map((entry) => entry.scenario),
    ...sampleReport.limitations.map((limitation) => limitation.text),
    ...sampleReport.recommendations,
    ...sampleReport.coverage.files.map((file) => file.path),
    ...sampleReport.ledger.map((row) => row.title),
    ...sampleReport.change.commits.map((commit) => commit.subject),
    ...sampleReport.review.notes,
    ...sampleReport.appendix.map((review) => review.text),
    ...(sampleReport.previous?.findings ?? []).map((finding) => finding.title),
    sampleReport.verdict.reason,
    sampleReport.documentation,
    sampleReport.commits,
    sampleReport.retro.reconciliation,
    sampleReport.retro.closing ?? '',
  ];
  for (const part of parts) expect(plain(text)).toContain(plain(part));
});

describe('a page of more findings than a reader unfolds', () => {
  const many = manyFindings(400);
  const secret = 'ghp_0123456789012345678901234567890123456789';
  const report = {
    ...many,
    findings: many.findings.map((finding) => ({ ...finding, blocking: finding.kind !== 'gap' })),
    appendix: many.appendix.map((review) => ({ ...review, text: `${'word '.repeat(30_000)} ${secret}` })),
  };
  const page = fromHtml(renderHtml(report, createRedactor([])));
  const cardsIn = (tree: Root) => {
    const ids: string[] = [];
    visit(tree, 'element', ({ tagName, properties }) => {
      if (tagName === 'article') ids.push(String(properties.id));
    });
    return ids;
  };
  const unpacked: Root = { type: 'root', children: unpack(page) };

  test('has the first as they are, the others packed, and each once', () => {
    const ids = [...report.findings, ...report.refuted].map(({ id }) => id);
    expect(cardsIn(page)).toEqual(ids.slice(0, 300));
    expect(cardsIn(unpacked)).toEqual(ids.slice(300));
  });

  test('names without scripts all that block, and says where the others are', () => {
    const lines: string[] = [];
    visit(page, 'element', (element) => {
      if (element.tagName === 'li' && element.properties.id !== undefined) lines.push(textOf(element));
    });
    const [further] = report.findings.slice(300).filter(({ blocking }) => blocking);
    expect(lines).toHaveLength(report.findings.slice(300).filter(({ blocking }) => blocking).length);
    expect(lines[0]).toContain(further?.id);
    expect(textOf(page)).toMatch(/\d+ further findings stand here .* report\.json/);
  });

  test('shows a packed card as an unpacked one, but for the colours of its code', () => {
    const last = (tree: Root) => {
      let text = '';
      visit(tree, 'element', (element) => {
        if (element.properties.id === report.findings.at(-1)?.id) text = textOf(element);
      });
      return text;
    };
    const alone = fromHtml(renderHtml({ ...report, findings: report.findings.slice(-1) }));
    expect(last(alone).length).toBeGreaterThan(200);
    expect(last(unpacked) === last(alone)).toBe(true);
  });

  test('packs long reviews, without the secrets in them', () => {
    expect(textOf(page)).toContain('150,045 characters, which this page’s script unpacks.');
    expect(textOf(unpacked)).toMatch(/word word\s+\[redacted\]$/);
    expect(textOf(unpacked)).not.toContain(secret);
  });
});
