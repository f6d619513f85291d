import type { Report } from '../../model/report/report-schema.ts';
import { composeDocument, sections } from '../markdown/document.ts';
import { writeDocument } from '../markdown/markdown.ts';
import { mostExcerptLines } from '../markdown/sections/finding.ts';
import { excerptsOf } from '../markdown/sections/places.ts';
import { type Detail, mostWhole } from '../markdown/sections/section.ts';
import { presentReport } from '../markdown/visible-text.ts';
import { clipExcerpt } from './clip.ts';
import { stepsDown, wholeSummary } from './summary-ladder.ts';

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
  const write = (detail: Detail): string => writeDocument(composeDocument(shown, detail));
  const writeWithin = (detail: Detail): string | null => {
    if (surelyExceeds(limitBytes, shown, detail)) return null;
    const text = write(detail);
    return Buffer.byteLength(text) <= limitBytes ? text : null;
  };
  const steps = stepsDown(whereabouts);
  return (
    writeWithin(wholeSummary) ??
    longestOf(steps, writeWithin) ??
    cutAtLine(write(steps.at(-1) ?? wholeSummary), limitBytes)
  );
}

/**
 * The report as a comment on its pull request, of at most `limitBytes` UTF-8 bytes: the verdict, what blocks, what became of the last
 * round, and where the whole report is.
 */
export function renderComment(report: Report, limitBytes: number, whereabouts: string): string {
  const detail: Detail = {
    ...wholeSummary,
    leftOut: new Set(sections.map(({ name }) => name)),
    hasFolds: false,
    notice: `The whole report is in ${whereabouts}.`,
  };
  const text = writeDocument(composeDocument(presentReport(report), detail));
  return Buffer.byteLength(text) <= limitBytes ? text : cutAtLine(text, limitBytes);
}

/** The longest text of steps that each say less than the one before; found by halving. */
function longestOf(steps: readonly Detail[], write: (detail: Detail) => string | null): string | null {
  const middle = Math.floor(steps.length / 2);
  const detail = steps[middle];
  if (detail === undefined) return null;
  const text = write(detail);
  return text === null
    ? longestOf(steps.slice(middle + 1), write)
    : (longestOf(steps.slice(0, middle), write) ?? text);
}

/** Characters of a finding's line beside title, place and address, at the least. */
const lineOverhead = 40;

/** Whether a report's longest texts alone are more than fits: spares rendering it. */
function surelyExceeds(limitBytes: number, report: Report, detail: Detail): boolean {
  const { webUrl, head } = report.change;
  const address = webUrl === null ? 0 : webUrl.length + head.length;
  let size = 0;
  for (const [index, finding] of report.findings.entries()) {
    if (size > limitBytes) break;
    const shownAs = detail.findings[finding.blocking ? 'blocking' : finding.severity];
    if (shownAs === 'none' || index >= detail.mostFindings) continue;
    const path = finding.anchor.path?.length ?? 0;
    size += Math.min(finding.title.length, 1000) + lineOverhead + (path > 0 ? address + 2 * path : 0);
    if (shownAs === 'line' || index >= mostWhole) continue;
    size += Math.min(finding.explanation.length, 10_000);
    if (shownAs !== 'whole') continue;
    for (const { excerpt } of excerptsOf(finding)) size += clipExcerpt(excerpt, mostExcerptLines).length;
  }
  return size > limitBytes;
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
