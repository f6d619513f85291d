import { composeDocument } from './document.ts';
import { stringifyDocument } from './markdown.ts';
import type { Report } from './report-schema.ts';
import { type Detail, type FindingDetail, type Part, wholeReport } from './sections/section.ts';
import { presentReport } from './visible-text.ts';

/** One step down: what it leaves out, in words, and the detail that remains. */
interface Rung {
  readonly leavesOut: string;
  readonly shorten: (detail: Detail) => Detail;
}

const leave = (leavesOut: string, ...parts: Part[]): Rung => ({
  leavesOut,
  shorten: (detail) => ({ ...detail, leftOut: new Set([...detail.leftOut, ...parts]) }),
});
const show = (
  leavesOut: string,
  findings: Partial<Record<keyof Detail['findings'], FindingDetail>>,
): Rung => ({
  leavesOut,
  shorten: (detail) => ({ ...detail, findings: { ...detail.findings, ...findings } }),
});

/** From what readers miss least to what they came for; each step keeps what the steps before it left out. */
const ladder: readonly Rung[] = [
  show('code excerpts of suggestions', { suggestion: 'without-excerpt' }),
  leave('the reconciliation ledger', 'ledger'),
  show('all but the titles of refuted findings and suggestions', { suggestion: 'line', refuted: 'line' }),
  leave(
    'the coverage table, the list of original reviews and the prose of the retro',
    'coverage',
    'appendix',
    'retro-prose',
  ),
  show('code excerpts of findings that do not block', {
    important: 'without-excerpt',
    critical: 'without-excerpt',
  }),
  show('suggestions and refuted findings', { suggestion: 'none', refuted: 'none' }),
  show('all but the titles of findings that do not block', { important: 'line', critical: 'line' }),
  leave(
    'every section but the executive summary and the findings',
    'design',
    'testing',
    'documentation',
    'commits',
    'limitations',
    'previous',
    'refuted',
    'retro',
    'recommendations',
    'commit-list',
  ),
  show('findings that do not block, and code excerpts of those that do', {
    important: 'none',
    critical: 'none',
    blocking: 'without-excerpt',
  }),
  show('all but the titles of blocking findings', { blocking: 'line' }),
  {
    leavesOut: 'all but the first 40 titles of blocking findings of each severity',
    shorten: (detail) => ({ ...detail, mostFindings: 40 }),
  },
  leave('the executive summary', 'summary'),
  {
    leavesOut: 'all but the first 5 titles of blocking findings of each severity',
    shorten: (detail) => ({ ...detail, mostFindings: 5 }),
  },
];

/**
 * The report as Markdown of at most `limitBytes` UTF-8 bytes: whole where it fits, otherwise shortened step by step, and
 * saying what was left out and where it is (a job summary over 1 MiB is dropped whole; a comment holds 65,536 characters).
 * @param whereabouts where the whole report is, in Markdown.
 */
export function renderSummary(
  report: Report,
  limitBytes: number,
  whereabouts = '`report.html` and `report.md`',
): string {
  const shown = presentReport(report);
  let detail: Detail = { ...wholeReport, timeline: 'mermaid' };
  let text = stringifyWithin(shown, detail, limitBytes);
  const leftOut: string[] = [];
  for (const rung of ladder) {
    if (text !== null) return text;
    leftOut.push(rung.leavesOut);
    const notice = `**Left out here for size:** ${leftOut.join('; ')}. All of it is in ${whereabouts}.`;
    detail = { ...rung.shorten(detail), notice };
    text = stringifyWithin(shown, detail, limitBytes);
  }
  return text ?? cutAtLine(stringifyDocument(composeDocument(shown, detail)), limitBytes);
}

function stringifyWithin(report: Report, detail: Detail, limitBytes: number): string | null {
  if (leastBytes(report, detail) > limitBytes) return null;
  const text = stringifyDocument(composeDocument(report, detail));
  return Buffer.byteLength(text) <= limitBytes ? text : null;
}

/** A size that the report surely exceeds, from its longest texts alone: spares rendering what cannot fit. */
function leastBytes({ findings }: Report, detail: Detail): number {
  const sizes = findings.slice(0, detail.mostFindings).map((finding) => {
    const shownAs = detail.findings[finding.blocking ? 'blocking' : finding.severity];
    if (shownAs === 'none') return 0;
    if (shownAs === 'line') return finding.title.length;
    return Math.min(finding.explanation.length, 10_000);
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}

function cutAtLine(text: string, limitBytes: number): string {
  const lines = text.split('\n');
  const notice = '\n\n**Cut here for size.**\n';
  let room = limitBytes - Buffer.byteLength(notice);
  const kept = lines.slice(
    0,
    lines.findIndex((line) => {
      room -= Buffer.byteLength(line) + 1;
      return room < 0;
    }),
  );
  return kept.join('\n') + notice;
}
