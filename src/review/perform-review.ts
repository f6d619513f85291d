import type { Change } from '../model/change/change.ts';
import type { Ports } from '../model/ports.ts';
import type { Recording } from '../model/recording.ts';
import type { Report } from '../model/report/report-schema.ts';
import { claimDirectory } from '../recording/claim-directory.ts';
import { removeRecording, writeRecording } from '../recording/write-recording.ts';
import { type ReportFiles, removeReport, writeReport } from '../report/write-report.ts';
import { redactStrings } from '../safety/redact-strings.ts';
import { gatherReviews, type ReviewRequest, settleReviews } from './straight-line.ts';

/** A settled review and its files on disk. */
export interface PerformedReview {
  readonly report: Report;
  readonly files: ReportFiles;
  readonly change: Change;
}

/** Gathers, records, settles and writes one review. */
export async function performReview(request: ReviewRequest, ports: Ports): Promise<PerformedReview> {
  await removeReport(request.outputDirectory);
  await removeRecording(request.outputDirectory);
  return settleRecording(await gatherReviews(request, ports), request.outputDirectory, ports);
}

/** Settles a recording and writes both it and its report: how each review ends, gathered here, in other jobs or long ago. */
export async function settleRecording(
  recording: Recording,
  directory: string,
  { clock, emit, redact }: Ports,
): Promise<PerformedReview> {
  claimDirectory(directory);
  await writeRecording(recording, directory);
  // Reading an answer decodes it, and so could show what its encoding hid.
  const report = redactStrings(settleReviews(recording), redact);
  emit({ at: clock.now(), type: 'verdict', level: report.verdict.level, gate: report.verdict.gate });
  return { report, files: await writeReport(report, directory, redact), change: recording.change };
}
