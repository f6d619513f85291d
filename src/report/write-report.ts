import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import { renderMarkdown } from './markdown.ts';
import type { Report } from './report-schema.ts';
import { renderSarif } from './sarif.ts';
import { renderSummary } from './summary.ts';

/** Where the report's files are, as full paths when the directory is one. */
export interface ReportFiles {
  readonly json: string;
  readonly markdown: string;
  readonly html: string;
  readonly sarif: string;
  readonly summary: string;
}

/** A job summary over 1 MiB is dropped whole; some room is left for what the runner adds (actions/runner, CreateStepSummaryCommand). */
export const summaryLimitBytes = 1024 * 1024 - 1024;

/** Writes every format into a directory, each file whole or not at all. */
export async function writeReport(report: Report, directory: string): Promise<ReportFiles> {
  await mkdir(directory, { recursive: true });
  const write = async (name: string, content: string): Promise<string> => {
    const path = join(directory, name);
    await writeFile(`${path}.part`, content);
    await rename(`${path}.part`, path);
    return path;
  };
  return {
    json: await write('report.json', renderJson(report)),
    markdown: await write('report.md', renderMarkdown(report)),
    html: await write('report.html', renderHtml(report)),
    sarif: await write('report.sarif', renderSarif(report)),
    summary: await write('summary.md', renderSummary(report, summaryLimitBytes)),
  };
}
