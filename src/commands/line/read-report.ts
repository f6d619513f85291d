import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { type Report, reportSchema } from '../../model/report/report-schema.ts';

/**
 * The report in a directory.
 * @throws {UserError} where there is none, or one of another version.
 */
export async function readReport(directory: string): Promise<Report> {
  const path = join(directory, 'report.json');
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null)
    throw new UserError(`There is no ${path}. Name the directory of an earlier report with --from.`);
  const parsed = reportSchema.safeParse(readJson(text));
  if (parsed.success) return parsed.data;
  throw new UserError(`${path} is not a report of this version. Make it anew with "deep-review replay".`);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
