import { nearest } from '../../config/nearest.ts';
import { exitCodes, UserError } from '../../model/errors.ts';
import { renderBlockerLines, renderBlockers } from '../../report/hand-off/hand-off.ts';
import { renderTerminal } from '../../report/terminal/terminal.ts';
import type { PerformedReview } from '../../review/perform-review.ts';
import { neutraliseCommands } from '../../safety/neutralise.ts';
import type { CommandLine } from '../line/parse-arguments.ts';

/** Prints the verdict and where the report is (JSON with `--json`, nothing with `--quiet` where the check passes) and returns the exit code. */
export async function conclude({ report, files }: PerformedReview, line: CommandLine): Promise<number> {
  const { verdict } = report;
  const { flags } = line;
  const form = formOf(line);
  if (form === 'agent') {
    process.stdout.write(neutraliseCommands(renderBlockers(report)));
  } else if (form === 'ndjson') {
    process.stdout.write(renderBlockerLines(report));
  } else if (flags.has('json')) {
    process.stdout.write(`${JSON.stringify({ verdict, files }, null, 2)}\n`);
  } else if (!flags.has('quiet') || verdict.gate !== 'pass') {
    const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
    process.stdout.write(await renderTerminal(report, { width: process.stdout.columns ?? 100, colour }));
    process.stdout.write(`Report: ${files.html}\n`);
  }
  return exitCodes[verdict.gate];
}

const forms = ['text', 'agent', 'ndjson'] as const;

/**
 * What `--format` asks for.
 * @throws {UserError} where it is none of the forms.
 */
export function formOf({ values }: CommandLine): (typeof forms)[number] {
  const asked = values.format ?? 'text';
  const form = forms.find((each) => each === asked);
  if (form !== undefined) return form;
  throw new UserError(`unknown format "${asked}"${nearest(asked, forms)}: name one of ${forms.join(', ')}`);
}
