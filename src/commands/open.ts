import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { exitCodes, UserError } from '../model/errors.ts';
import type { CommandLine } from './line/parse-arguments.ts';
import { openFile } from './screen/open-file.ts';

/** `deep-review open [DIR]`: opens a report in a browser, and prints its path, which is all there is to do without a screen. */
export async function openCommand(line: CommandLine): Promise<number> {
  const path = resolve(line.operands[0] ?? 'deep-review-report', 'report.html');
  const isThere = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isThere)
    throw new UserError(
      `There is no report to open at ${path}. Run "deep-review" first, or name the directory that --out named.`,
    );
  await openFile(path, process.env);
  process.stdout.write(`${path}\n`);
  return exitCodes.pass;
}
