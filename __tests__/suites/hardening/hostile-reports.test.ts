import { toString as htmlText } from 'hast-util-to-string';
import { toString as textOf } from 'mdast-util-to-string';
import stringWidth from 'string-width';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { type Report, reportSchema } from '../../../src/model/report/report-schema.ts';
import { loadHighlighter } from '../../../src/report/html/findings/highlight.ts';
import { renderHtml } from '../../../src/report/html/html.ts';
import { sections } from '../../../src/report/markdown/document.ts';
import { renderMarkdown } from '../../../src/report/markdown/markdown.ts';
import { renderSarif } from '../../../src/report/sarif/sarif.ts';
import { renderSummary } from '../../../src/report/summary/summary.ts';
import { renderTerminal } from '../../../src/report/terminal/terminal.ts';
import { hostileTexts, hugeTexts, spoil } from '../../helpers/hostile.ts';
import { feedbackOf, findingOf, reportOf } from '../../helpers/report.ts';
import { sampleReport } from '../../helpers/report-cases.ts';
import { validateSarif } from '../../helpers/sarif-schema.ts';
import { expectSoundMarkdown, expectSoundPage, unseen } from '../../helpers/sound.ts';

await loadHighlighter();

/** Every kind of field once or twice, so that many spoiled reports are rendered in seconds. */
const varied: Report = {
  ...sampleReport,
  findings: sampleReport.findings.filter((finding) => ['C1', 'I2', 'S2'].includes(finding.id)),
  refuted: sampleReport.refuted.slice(-1),
  agents: sampleReport.agents.slice(-2),
  runs: sampleReport.runs.slice(3, 6),
  ledger: sampleReport.ledger.slice(0, 2),
  feedback: feedbackOf(),
  coverage: { ...sampleReport.coverage, files: sampleReport.coverage.files.slice(4, 6) },
};
const titles = sections.map((section) => section.title);
const address = /^https:\/\/github\.com\/acme\/(ferry|queue)(\/|$)/;
const idsOf = (report: Report) => [...report.findings, ...report.refuted].map((finding) => finding.id);

describe.each(Object.entries(hostileTexts))('%s in every text', (_, hostile) => {
  const report = spoil(varied, hostile);

  test('is a report that meets the schema', () => {
    expect(() => reportSchema.parse(report)).not.toThrow();
  });

  test('leaves Markdown its structure', () => {
    const markdown = renderMarkdown(report);
    const tree = expectSoundMarkdown(markdown, titles, address);
    const findings = tree.children.filter(
      (node) => node.type === 'heading' && /^[CISR]\d+\. /.test(textOf(node)),
    );
    expect(findings.map((node) => textOf(node).split('.')[0])).toEqual(idsOf(report));
    expect(markdown).toContain('canary');
  });

  test('leaves a summary its structure and size', () => {
    const limit = 5_000;
    const plain = reportOf({ findings: [findingOf()] });
    const summary = renderSummary(spoil(plain, hostile), limit);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(limit);
    const spoilt = renderMarkdown(spoil(plain, 'canary'));
    const left = titles.filter((title) => [spoilt, summary].every((one) => one.includes(`\n## ${title}\n`)));
    expectSoundMarkdown(summary, left, address);
  });

  test('leaves a page nothing but our own elements', () => {
    const tree = expectSoundPage(renderHtml(report), address);
    const cards: unknown[] = [];
    visit(tree, 'element', (element) => {
      if (element.tagName === 'article') cards.push(element.properties.id);
    });
    expect(cards).toEqual(idsOf(report));
    expect(htmlText(tree)).toContain('canary');
  });

  test('leaves SARIF valid', () => {
    const sarif = JSON.parse(renderSarif(report));
    expect(validateSarif(sarif)).toEqual([]);
    expect(sarif.runs[0].results[0].message.text).toContain('canary');
  });

  test('leaves a terminal its lines', async () => {
    const text = await renderTerminal(report, { width: 60, colour: false });
    expect(text).not.toMatch(unseen);
    expect(text).not.toMatch(/^\s*::|##\[/m);
    expect(text).toContain('canary');
    // A workflow command that was taken apart is a little longer.
    for (const line of text.split('\n'))
      expect(stringWidth(line)).toBeLessThanOrEqual(/: :|## \[/.test(line) ? 64 : 60);
  });
});

describe.each(Object.entries(hugeTexts))('%s in every text', (_, huge) => {
  const report = spoil(reportOf({ findings: [findingOf({ fix: { text: 'Fix.', patch: '+x' } })] }), huge);

  test('is rendered quickly and in bounds', async () => {
    const start = performance.now();
    expect(renderMarkdown(report).length).toBeLessThan(1_000_000);
    expect(renderHtml(report).length).toBeLessThan(4_000_000);
    expect(Buffer.byteLength(renderSummary(report, 65_536))).toBeLessThanOrEqual(65_536);
    expect(validateSarif(JSON.parse(renderSarif(report)))).toEqual([]);
    expect((await renderTerminal(report, { width: 80, colour: true })).length).toBeLessThan(10_000);
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});
