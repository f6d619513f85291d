import type { GitRepository } from '../git/git.ts';
import { isBinary, type ObjectQuestion } from '../git/object-questions.ts';
import type { RawEntry } from './raw-entry.ts';

/** Files above this many bytes count as binary, which bounds the memory that one file can take. */
export const largestText = 64 * 1024 * 1024;

/**
 * Asks which binary files changed their name or mode alone: git prints no patch for them that would say so.
 * @param entries what differs, renames not considered.
 * @param found called with the path of each.
 */
export function askForUnchangedBinaries(
  entries: readonly RawEntry[],
  found: (path: string) => void,
): ObjectQuestion[] {
  const before = new Set(entries.map((entry) => entry.oldOid));
  return entries
    .filter((entry) => entry.status !== 'deleted' && before.has(entry.newOid))
    .map(({ newOid, path }) => ({
      name: newOid,
      answer(object) {
        if (object?.type === 'blob' && (object.size > largestText || isBinary(object))) found(path);
      },
    }));
}

/** Paths of the files that {@link askForUnchangedBinaries} finds. */
export async function findUnchangedBinaries(
  git: GitRepository,
  entries: readonly RawEntry[],
): Promise<ReadonlySet<string>> {
  const binaries = new Set<string>();
  await git.ask(askForUnchangedBinaries(entries, (path) => binaries.add(path)));
  return binaries;
}
