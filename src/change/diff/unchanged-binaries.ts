import type { GitRepository } from '../git/git.ts';
import { inArgumentSizes } from '../git/path-arguments.ts';
import type { RawEntry } from './raw-entry.ts';

/**
 * Paths of binary files of which only name or mode changed: git prints no patch for them that would say so, and is asked
 * in its own words, by counting the lines of these files alone. (A name that is not UTF-8 cannot be asked for.)
 * @param entries what differs, renames not considered.
 */
export async function findUnchangedBinaries(
  git: GitRepository,
  to: string,
  entries: readonly RawEntry[],
): Promise<Set<string>> {
  const before = new Set(entries.map((entry) => entry.oldOid));
  const unchanged = entries.filter((entry) => entry.status !== 'deleted' && before.has(entry.newOid));
  const binary = new Set<string>();
  for (const paths of inArgumentSizes(unchanged.map((entry) => entry.path))) {
    const options = ['-r', '-z', '--numstat', '--no-renames', '--no-ext-diff', '--no-textconv'];
    const printed = await git.run(['diff-tree', ...options, git.emptyTree, to, '--', ...paths]);
    for (const [, path = ''] of printed.matchAll(/(?<=^|\0)-\t-\t([^\0]+)/g)) binary.add(path);
  }
  return binary;
}
