import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../../model/report/report-schema.ts';

/** What a report directory holds besides its runs. */
const ours =
  /^(?:report\.(?:json|md|html|sarif)|summary\.md|blockers\.(?:md|ndjson)|fixes\.patch|events\.jsonl|raw\/(?:review|change|team|rules|sources|previous|proofs)\.json)$/;

/** The files of a report in its directory, as full paths: what else somebody keeps there is none of them. */
export async function filesOfReport({ runs }: Report, directory: string): Promise<string[]> {
  const folders = runs.map(({ id }) => `raw/${id}/`);
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const name = path.slice(directory.length + 1).replaceAll('\\', '/');
      return ours.test(name) || folders.some((folder) => name.startsWith(folder));
    })
    .sort();
}
