import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../model/report/report-schema.ts';
import { jsonPieces } from '../recording/json-pieces.ts';
import { writeWhole } from '../recording/write-whole.ts';
import { renderBlockerLines, renderBlockers } from './hand-off/hand-off.ts';
import { loadHighlighter } from './html/findings/highlight.ts';
import { renderHtml } from './html/html.ts';
import { renderMarkdown } from './markdown/markdown.ts';
import { fixesFile } from './markdown/sections/header.ts';
import { renderSarif } from './sarif/sarif.ts';
import { renderSummary } from './summary/summary.ts';

/** Where the report's files are, as full paths when the directory is one. */
export interface ReportFiles {
  readonly json: string;
  readonly markdown: string;
  readonly html: string;
  readonly sarif: string;
  readonly summary: string;
  /** What blocks, for an agent that mends it: text, and a line of JSON each. */
  readonly blockers: string;
  readonly blockerLines: string;
}

/** A job summary over 1 MiB is dropped whole; some room is left for what the runner adds (actions/runner, CreateStepSummaryCommand). */
export const summaryLimitBytes = 1024 * 1024 - 1024;

/** Where each file of a report is in a directory. */
const filesIn = (directory: string): ReportFiles => ({
  json: join(directory, 'report.json'),
  markdown: join(directory, 'report.md'),
  html: join(directory, 'report.html'),
  sarif: join(directory, 'report.sarif'),
  summary: join(directory, 'summary.md'),
  blockers: join(directory, 'blockers.md'),
  blockerLines: join(directory, 'blockers.ndjson'),
});

/**
 * Writes every format into a directory, each file whole or not at all, and `report.json`, which tells that it is done, at last. Where
 * patches are proven, they stand there as one too, for `git apply`.
 * @param redact sees what was rendered: Markdown may have put a secret together that an agent had taken apart.
 */
export async function writeReport(
  report: Report,
  directory: string,
  redact: (text: string) => string,
): Promise<ReportFiles> {
  const files = filesIn(directory);
  await writeWhole(files.markdown, redact(renderMarkdown(report)));
  if (showsCode(report)) await loadHighlighter();
  await writeWhole(files.html, renderHtml(report, redact));
  await writeWhole(files.sarif, redact(renderSarif(report)));
  await writeWhole(files.summary, redact(renderSummary(report, summaryLimitBytes)));
  await writeWhole(files.blockers, redact(renderBlockers(report)));
  await writeWhole(files.blockerLines, redact(renderBlockerLines(report)));
  const fixes = join(directory, fixesFile);
  if (report.fixes?.patch) await writeWhole(fixes, redact(report.fixes.patch));
  else await rm(fixes, { force: true });
  await writeWhole(files.json, redacted(jsonPieces(report), redact));
  return files;
}

/** Whether there may be code on a page: beside a finding, or in a fence of what an agent wrote. */
const showsCode = (report: Report): boolean =>
  report.findings.length + report.refuted.length > 0 || /```|~~~/.test(JSON.stringify(report));

/** Removes an earlier report from a directory, so that it is not taken for that of a review that fails. */
export async function removeReport(directory: string): Promise<void> {
  const all = [...Object.values(filesIn(directory)), join(directory, fixesFile)];
  await Promise.all(all.map((path) => rm(path, { force: true })));
}

function* redacted(pieces: Iterable<string>, redact: (text: string) => string): Generator<string> {
  for (const piece of pieces) yield redact(piece);
}
