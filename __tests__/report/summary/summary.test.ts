import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderComment, renderSummary } from '../../../src/report/summary/summary.ts';
import { summaryLimitBytes } from '../../../src/report/write-report.ts';
import { manyFindings } from '../../helpers/many-findings.ts';
import { reportCases, sampleReport } from '../../helpers/report-cases.ts';

const whole = renderSummary(sampleReport, summaryLimitBytes);

describe('a summary', () => {
  test('holds the whole report where it fits', () => {
    expect(whole).not.toContain('Left out here');
    expect(whole).toContain('```mermaid\ngantt');
    for (const { title } of [...sampleReport.findings, ...sampleReport.refuted])
      expect(whole).toContain(title);
  });

  test('fits any limit from 3,000 bytes on, and says what is missing and where it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3_000, max: Buffer.byteLength(whole) - 1 }), (limit) => {
        const summary = renderSummary(sampleReport, limit, 'the artifact `deep-review`');
        expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(limit);
        expect(summary).toMatch(
          /\*\*Left out here for size:\*\* .+\. The whole report is in the artifact `deep-review`\./,
        );
        for (const id of sampleReport.verdict.blocking) expect(summary).toContain(`**${id}**`);
      }),
      { numRuns: 8 },
    );
  });

  test('leaves out ever more as the limit shrinks, what blocks last', () => {
    const headings = [24_000, 16_000, 12_000, 4_000].map(
      (limit) => renderSummary(sampleReport, limit).match(/^### [CIS]\d/gm)?.length ?? 0,
    );
    expect(headings).toEqual([6, 4, 4, 0]);
  });

  test('fits a limit that holds hardly anything', () => {
    expect(Buffer.byteLength(renderSummary(sampleReport, 500))).toBeLessThanOrEqual(500);
  });

  test('of 500 findings fits the limits of a job summary and of a comment', () => {
    const report = manyFindings(500);
    for (const limit of [summaryLimitBytes, 65_536]) {
      const summary = renderSummary(report, limit);
      expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(limit);
      expect(summary).toContain('Rework');
      expect(summary).toContain('C1.');
    }
  });

  test.each(Object.entries(reportCases))('counts in bytes, not characters: %s', (_, report) => {
    const wide = { ...report, summary: '検'.repeat(3_000) };
    expect(Buffer.byteLength(renderSummary(wide, 8_000))).toBeLessThanOrEqual(8_000);
  });
});

test('a comment is the verdict, what blocks, what changed and where the rest is, without a fold', () => {
  const comment = renderComment(sampleReport, 65_536, 'the artifact `deep-review`');
  for (const id of sampleReport.verdict.blocking) expect(comment).toContain(`**${id}**`);
  expect(comment).toContain('The whole report is in the artifact `deep-review`.');
  expect(comment).toContain('**Since round 1: 1 fixed, 1 open, 1 declined, 10 new.**');
  expect(comment.match(/^## .*/gm)).toBeNull();
  expect(comment).not.toMatch(/<\w/);
  for (const limit of [900, 1_900]) {
    const small = renderComment(sampleReport, limit, 'x');
    expect(Buffer.byteLength(small)).toBeLessThanOrEqual(limit);
    expect(small).not.toMatch(/<\w/);
  }
});
