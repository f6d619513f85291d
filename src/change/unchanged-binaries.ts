import type { GitRepository } from './git.ts';
import type { ParsedFile } from './parse-diff.ts';
import { inArgumentSizes } from './path-arguments.ts';

/**
 * Marks binary files of which only name or mode changed: git prints no patch for them that would say so, and is asked
 * in its own words, by counting the lines of these files alone. (A name that is not UTF-8 cannot be asked for.)
 */
export async function markUnchangedBinaries(
  git: GitRepository,
  to: string,
  files: readonly ParsedFile[],
): Promise<readonly ParsedFile[]> {
  const unchanged = files.filter((file) => file.oldOid === file.newOid).map((file) => file.path);
  if (unchanged.length === 0) return files;
  const binary = new Set<string>();
  for (const paths of inArgumentSizes(unchanged)) {
    const options = ['-r', '-z', '--numstat', '--no-renames', '--no-ext-diff', '--no-textconv'];
    const printed = await git.run(['diff-tree', ...options, git.emptyTree, to, '--', ...paths]);
    for (const [, path = ''] of printed.matchAll(/(?<=^|\0)-\t-\t([^\0]+)/g)) binary.add(path);
  }
  return files.map((file) =>
    file.oldOid === file.newOid && binary.has(file.path) ? { ...file, binary: true } : file,
  );
}
