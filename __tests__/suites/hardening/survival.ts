import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { exitCodes } from '../../../src/model/errors.ts';
import { reportSchema } from '../../../src/model/report/report-schema.ts';
import { readRecording } from '../../../src/recording/read-recording.ts';
import { processesWith } from '../../helpers/processes.ts';
import type { StartedEnd, StartedReview } from '../../helpers/start-deep-review.ts';

const filesBelow = (directory: string): string[] =>
  existsSync(directory) ? readdirSync(directory, { recursive: true, encoding: 'utf8' }) : [];

/**
 * Waits for the end of a review and expects what must hold whatever happened to it: a report with its gate's exit code, or exit
 * code 3 with one message; nothing left running or lying about; nothing half-written under a name that promises the whole.
 */
export async function expectSurvival(review: StartedReview): Promise<StartedEnd> {
  const ended = await review.ended;
  expect(ended.stderr).not.toMatch(/bug of ours|^ {4}at /m);
  expectNothingLeft(review);
  if (ended.report === null) {
    expect(ended).toMatchObject({
      exitCode: exitCodes.usage,
      stderr: expect.stringMatching(/^deep-review: /m),
    });
  } else {
    expect(() => reportSchema.parse(ended.report)).not.toThrow();
    expect(ended.exitCode).toBe(exitCodes[ended.report.verdict.gate]);
  }
  expect(filesBelow(review.out).filter((name) => name.endsWith('.partial'))).toEqual([]);
  await expectWholeRecording(review.out);
  return ended;
}

/** Expects that neither a process nor a temporary directory of a review is left. */
export function expectNothingLeft({ temporary }: StartedReview): void {
  expect(processesWith(temporary)).toEqual([]);
  expect(readdirSync(temporary).filter((name) => name.startsWith('deep-review-'))).toEqual([]);
}

/** `raw/review.json` is written last: where it is, everything is. */
export async function expectWholeRecording(out: string): Promise<void> {
  if (existsSync(join(out, 'raw/review.json'))) await readRecording([out]);
}
