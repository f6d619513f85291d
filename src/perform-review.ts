import type { Change } from './change/change.ts';
import type { Ports } from './ports.ts';
import { removeRecording, writeRecording } from './recording/write-recording.ts';
import type { Report } from './report/report-schema.ts';
import { type ReportFiles, removeReport, writeReport } from './report/write-report.ts';
import { gatherReviews, type ReviewRequest, settleReviews } from './review.ts';
import { redactStrings } from './safety/redact-strings.ts';

/** A settled review and its files on disk. */
export interface PerformedReview {
  readonly report: Report;
  readonly files: ReportFiles;
  readonly change: Change;
}

/** Gathers, records, settles and writes one review: what both entries do. */
export async function performReview(request: ReviewRequest, ports: Ports): Promise<PerformedReview> {
  await removeReport(request.outputDirectory);
  await removeRecording(request.outputDirectory);
  const recording = await gatherReviews(request, ports);
  await writeRecording(recording, request.outputDirectory);
  // Reading an answer decodes it, and so could show what its encoding hid.
  const report = redactStrings(settleReviews(recording), ports.redact);
  ports.emit({
    at: ports.clock.now(),
    type: 'verdict',
    level: report.verdict.level,
    gate: report.verdict.gate,
  });
  const files = await writeReport(report, request.outputDirectory, ports.redact);
  return { report, files, change: recording.change };
}
