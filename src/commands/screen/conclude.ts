import { exitCodes } from '../../model/errors.ts';
import { renderTerminal } from '../../report/terminal/terminal.ts';
import type { PerformedReview } from '../../review/perform-review.ts';
import type { CommandLine } from '../line/parse-arguments.ts';

/** Prints the verdict and where the report is (JSON with `--json`, nothing with `--quiet` where the check passes) and returns the exit code. */
export function conclude({ report, files }: PerformedReview, { flags }: CommandLine): number {
  const { verdict } = report;
  if (flags.has('json')) {
    process.stdout.write(`${JSON.stringify({ verdict, files }, null, 2)}\n`);
  } else if (!flags.has('quiet') || verdict.gate !== 'pass') {
    const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
    process.stdout.write(renderTerminal(report, { width: process.stdout.columns ?? 100, colour }));
    process.stdout.write(`Report: ${files.html}\n`);
  }
  return exitCodes[verdict.gate];
}
