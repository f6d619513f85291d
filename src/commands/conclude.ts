import { exitCodes } from '../model/errors.ts';
import { renderTerminal } from '../report/terminal/terminal.ts';
import type { PerformedReview } from '../review/perform-review.ts';

/** Prints the verdict and where the report is (JSON with `--json`) and returns the exit code. */
export function conclude({ report, files }: PerformedReview, asJson: boolean): number {
  const { verdict } = report;
  if (asJson) {
    process.stdout.write(`${JSON.stringify({ verdict, files }, null, 2)}\n`);
  } else {
    const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
    process.stdout.write(renderTerminal(report, { width: process.stdout.columns ?? 100, colour }));
    process.stdout.write(`Report: ${files.html}\n`);
  }
  return exitCodes[verdict.gate];
}
