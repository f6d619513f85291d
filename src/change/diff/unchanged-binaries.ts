import type { GitRepository } from '../git/git.ts';
import { type GitObject, isBinary } from '../git/object-questions.ts';
import type { RawEntry } from './raw-entry.ts';

/** Files above this many bytes count as binary, which bounds the memory that one file can take. */
export const largestText = 64 * 1024 * 1024;

/**
 * Paths of binary files of which only name or mode changed: git prints no patch for them that would say so.
 * @param entries what differs, renames not considered.
 */
export async function findUnchangedBinaries(
  git: GitRepository,
  entries: readonly RawEntry[],
): Promise<Set<string>> {
  const before = new Set(entries.map((entry) => entry.oldOid));
  const unchanged = entries.filter((entry) => entry.status !== 'deleted' && before.has(entry.newOid));
  const binary = new Set<string>();
  const questions = unchanged.map(({ newOid, path }) => ({
    name: newOid,
    answer(object: GitObject | null) {
      if (object?.type === 'blob' && (object.size > largestText || isBinary(object))) binary.add(path);
    },
  }));
  await git.ask(questions);
  return binary;
}
